// Send customer message to a user of the mini program.
import {
	imageMessage,
	linkMessage,
	miniProgramCard,
	textMessage,
} from '../../shared/operations/customerMessage/messageTypes';
import { customerMessageSend } from '../../shared/operations/customerMessage/send';

export const sendCustomerMessage = customerMessageSend({
	credential: 'wechatLinkMiniProgramApi',
	description:
		'Send a customer message to a user who wrote in the last 48 hours, or who opened the chat of the mini program in the last minute',
	within:
		'Reaches people for 48 hours after they wrote, and for one minute after they opened the chat of the mini program.',
	whose: "The user's openid in this mini program; that of an Official Account does not fit",
	types: [imageMessage, linkMessage, miniProgramCard(), textMessage],
});
