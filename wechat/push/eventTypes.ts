// The events and messages that WeChat pushes, one row each: everything that is known of one stands here and nowhere else.

const officialAccount = ['officialAccount'] as const;
const miniProgram = ['miniProgram'] as const;
const both = ['officialAccount', 'miniProgram'] as const;

/** The order of the topics in the panel is that of the alphabet, as n8n asks for. */
export type PushTopic = 'Follower' | 'Menu' | 'Message' | 'Other' | 'Privacy' | 'Result' | 'Subscription';

export interface PushEventType {
	/** Lower-case, as in the output's `event`. */
	value: string;
	topic: PushTopic;
	/** What happened, in two or three words. */
	label: string;
	/** As n8n's nodes panel lists it, without the topic; n8n would make one of the label, and of "QR" it makes "qr". */
	action: string;
	description: string;
	/** Which kind of account gets it. */
	accounts: ReadonlyArray<'officialAccount' | 'miniProgram'>;
	/**
	 * `message`: a person wrote it, so that it may go on to human agents, and WeChat shows the person a reply. `act`: a
	 * person did something after which WeChat shows a reply, too. `report`: WeChat tells of something; nobody sees a reply.
	 */
	kind: 'message' | 'act' | 'report';
	/** The field that names the person, if it is not `FromUserName`; in these WeChat itself is the sender. */
	person?: 'OpenID';
	/** A report on a send: `MsgID` is the `msgid` that the send returned, and `Status` says what became of it. */
	onSend?: true;
	/** The element around the `List` with an entry per template; in JSON the `List` stands at the top. */
	list?: string;
}

/** See docs/wechat/pushes.md. */
export const PUSH_EVENT_TYPES: readonly PushEventType[] = [
	{
		value: 'subscribe',
		topic: 'Follower',
		label: 'Followed',
		action: 'On follow',
		description: 'Somebody followed the account, also by scanning a QR code (then with its scene)',
		accounts: officialAccount,
		kind: 'act',
	},
	{
		value: 'unsubscribe',
		topic: 'Follower',
		label: 'Unfollowed',
		action: 'On unfollow',
		description: 'Somebody stopped following; WeChat asks that their data be deleted',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'scan',
		topic: 'Follower',
		label: 'Scanned a QR Code',
		action: 'On QR code scan by follower',
		description: 'Somebody who follows already scanned a QR code of the account; its scene says which',
		accounts: officialAccount,
		kind: 'act',
	},
	{
		value: 'location_report',
		topic: 'Follower',
		label: 'Location Reported',
		action: 'On location report',
		description:
			'WeChat reported where a follower is, by itself (LOCATION); a place that somebody sends is a message',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'text',
		topic: 'Message',
		label: 'Text',
		action: 'On text message',
		description: 'Somebody sent a text',
		accounts: both,
		kind: 'message',
	},
	{
		value: 'image',
		topic: 'Message',
		label: 'Image',
		action: 'On picture message',
		description: 'Somebody sent a picture',
		accounts: both,
		kind: 'message',
	},
	{
		value: 'voice',
		topic: 'Message',
		label: 'Voice',
		action: 'On voice message',
		description: 'Somebody sent a voice message',
		accounts: officialAccount,
		kind: 'message',
	},
	{
		value: 'video',
		topic: 'Message',
		label: 'Video',
		action: 'On video message',
		description: 'Somebody sent a video',
		accounts: officialAccount,
		kind: 'message',
	},
	{
		value: 'shortvideo',
		topic: 'Message',
		label: 'Short Video',
		action: 'On short video message',
		description: 'Somebody sent a short video',
		accounts: officialAccount,
		kind: 'message',
	},
	{
		value: 'location',
		topic: 'Message',
		label: 'Location',
		action: 'On location message',
		description: 'Somebody sent a place',
		accounts: both,
		kind: 'message',
	},
	{
		value: 'link',
		topic: 'Message',
		label: 'Link',
		action: 'On link message',
		description: 'Somebody sent a link',
		accounts: both,
		kind: 'message',
	},
	{
		value: 'miniprogrampage',
		topic: 'Message',
		label: 'Mini Program Card',
		action: 'On mini program card',
		description: 'A user sent a mini program card in the customer service chat',
		accounts: miniProgram,
		kind: 'message',
	},
	{
		value: 'user_enter_tempsession',
		topic: 'Message',
		label: 'Chat Opened',
		action: 'On chat opened',
		description: 'A user opened the customer service chat of the mini program',
		accounts: miniProgram,
		kind: 'report',
	},
	{
		value: 'subscribe_msg_popup_event',
		topic: 'Subscription',
		label: 'Answered',
		action: 'On subscription answered',
		description: 'Somebody accepted or refused messages of a template when asked',
		accounts: both,
		kind: 'report',
		list: 'SubscribeMsgPopupEvent',
	},
	{
		value: 'subscribe_msg_change_event',
		topic: 'Subscription',
		label: 'Changed',
		action: 'On subscription changed',
		description: 'Somebody refused further messages of a template in the settings',
		accounts: both,
		kind: 'report',
		list: 'SubscribeMsgChangeEvent',
	},
	{
		value: 'subscribe_msg_sent_event',
		topic: 'Result',
		label: 'Subscribe Message',
		action: 'On result of subscribe message',
		description:
			'Whether a subscribe message or subscription notification arrived; joins with the send by msgid',
		accounts: both,
		kind: 'report',
		list: 'SubscribeMsgSentEvent',
	},
	{
		value: 'templatesendjobfinish',
		topic: 'Result',
		label: 'Template Message',
		action: 'On result of template message',
		description: 'Whether a template message arrived; joins with the send by msgid',
		accounts: officialAccount,
		kind: 'report',
		onSend: true,
	},
	{
		value: 'masssendjobfinish',
		topic: 'Result',
		label: 'Mass Send',
		action: 'On result of mass send',
		description: 'A mass send to followers has finished',
		accounts: officialAccount,
		kind: 'report',
		onSend: true,
	},
	{
		value: 'click',
		topic: 'Menu',
		label: 'Entry Tapped',
		action: 'On menu entry tapped',
		description: 'A follower tapped a menu entry that sends its key',
		accounts: officialAccount,
		kind: 'act',
	},
	{
		value: 'view',
		topic: 'Menu',
		label: 'Link Opened',
		action: 'On menu link opened',
		description: 'A follower opened a link from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'view_miniprogram',
		topic: 'Menu',
		label: 'Mini Program Opened',
		action: 'On menu mini program opened',
		description: 'A follower opened a mini program from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'scancode_push',
		topic: 'Menu',
		label: 'Code Scanned',
		action: 'On menu code scanned',
		description: 'A follower scanned a code from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'scancode_waitmsg',
		topic: 'Menu',
		label: 'Code Scanned, Answer Awaited',
		action: 'On menu code scanned, answer awaited',
		description: 'A follower scanned a code from the menu and waits for an answer',
		accounts: officialAccount,
		kind: 'act',
	},
	{
		value: 'pic_sysphoto',
		topic: 'Menu',
		label: 'Photo Taken',
		action: 'On menu photo taken',
		description: 'A follower took a photo from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'pic_photo_or_album',
		topic: 'Menu',
		label: 'Photo Taken or Chosen',
		action: 'On menu photo taken or chosen',
		description: 'A follower took or chose a photo from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'pic_weixin',
		topic: 'Menu',
		label: 'Album Photo Chosen',
		action: 'On menu album photo chosen',
		description: 'A follower chose a photo of the WeChat album from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'location_select',
		topic: 'Menu',
		label: 'Location Chosen',
		action: 'On menu location chosen',
		description: 'A follower chose a place from the menu',
		accounts: officialAccount,
		kind: 'report',
	},
	{
		value: 'user_authorization_revoke',
		topic: 'Privacy',
		label: 'Permission Withdrawn',
		action: 'On permission withdrawn',
		description: 'A user withdrew a permission; delete what is stored on the strength of it',
		accounts: both,
		kind: 'report',
		person: 'OpenID',
	},
	{
		value: 'user_authorization_cancellation',
		topic: 'Privacy',
		label: 'Account Closed',
		action: 'On account closed',
		description: 'A user closed their WeChat account; delete what is stored about them',
		accounts: both,
		kind: 'report',
		person: 'OpenID',
	},
	{
		value: 'user_info_modified',
		topic: 'Privacy',
		label: 'Details Changed',
		action: 'On personal details changed',
		description: 'A user changed personal details that were given to the account',
		accounts: both,
		kind: 'report',
		person: 'OpenID',
	},
	{
		value: 'debug_demo',
		topic: 'Other',
		label: 'Console Test Push',
		action: 'On console test push',
		description: 'Somebody pressed the test button in the message push settings of the console',
		accounts: both,
		kind: 'report',
	},
];

const byValue = new Map(PUSH_EVENT_TYPES.map((type) => [type.value, type]));

/** What is known of an event, by the value of the output's `event`; undefined for what WeChat may add one day. */
export function eventTypeOf(event: string): PushEventType | undefined {
	return byValue.get(event);
}
