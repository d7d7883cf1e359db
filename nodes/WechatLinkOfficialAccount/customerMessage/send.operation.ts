// Send customer message to a follower of the Official Account.
import {
	imageMessage,
	menuMessage,
	miniProgramCard,
	newsMessage,
	textMessage,
	videoMessage,
	voiceMessage,
} from '../../shared/operations/customerMessage/messageTypes';
import { customerMessageSend } from '../../shared/operations/customerMessage/send';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

export const sendCustomerMessage = customerMessageSend({
	credential: 'wechatLinkOfficialAccountApi',
	description:
		'Send a customer message to a follower who wrote in the last 48 hours, or who followed, scanned or tapped the menu in the last minute',
	within:
		'Reaches people for 48 hours after they wrote, and for one minute after they followed, scanned a QR code or tapped the menu.',
	whose: "The follower's openid in this Official Account; the openid of a mini program does not fit",
	types: [
		imageMessage,
		menuMessage,
		miniProgramCard({
			displayName: 'Mini Program App ID',
			name: 'miniProgramAppId',
			type: 'string',
			default: '',
			placeholder: 'e.g. wx9f8e7d6c5b4a3210',
			description: `The AppID of the mini program, which must be linked to the Official Account (${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms})`,
		}),
		newsMessage,
		textMessage,
		videoMessage,
		voiceMessage,
	],
});
