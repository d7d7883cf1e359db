// Set typing indicator for customer message in the chat with a follower of the Official Account.
import { customerMessageSetTyping } from '../../shared/operations/customerMessage/setTyping';

export const setTyping = customerMessageSetTyping({
	credential: 'wechatLinkOfficialAccountApi',
	whose: "The follower's openid in this Official Account; the openid of a mini program does not fit",
});
