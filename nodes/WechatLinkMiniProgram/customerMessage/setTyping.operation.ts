// Set typing indicator for customer message in the chat with a user of the mini program.
import { customerMessageSetTyping } from '../../shared/operations/customerMessage/setTyping';

export const setTyping = customerMessageSetTyping({
	credential: 'wechatLinkMiniProgramApi',
	whose: "The user's openid in this mini program; that of an Official Account does not fit",
});
