// The events and messages that WeChat pushes, as data: the value that an item's `event` takes, and its words for people.

export interface PushEventType {
	/** Lower-case, as in the output's `event`. */
	value: string;
	/** English, with WeChat's own term. */
	name: string;
	description: string;
	/** Which kind of account gets it. */
	accounts: ReadonlyArray<'officialAccount' | 'miniProgram'>;
}

const officialAccount = ['officialAccount'] as const;
const miniProgram = ['miniProgram'] as const;
const both = ['officialAccount', 'miniProgram'] as const;

/** What most workflows wait for comes first, as n8n shows them in this order. Source: wechat-api.md sections 4.7, 5.3, 8.7 and 8.8. */
export const PUSH_EVENT_TYPES: readonly PushEventType[] = [
	{
		value: 'subscribe',
		name: 'Follow (关注)',
		description: 'Somebody followed the account, also by scanning a QR code (then with its scene)',
		accounts: officialAccount,
	},
	{
		value: 'unsubscribe',
		name: 'Unfollow (取消关注)',
		description: 'Somebody stopped following; WeChat asks that their data be deleted',
		accounts: officialAccount,
	},
	{
		value: 'scan',
		name: 'QR Code Scan by Follower (扫码)',
		description: 'Somebody who follows already scanned a QR code of the account; its scene says which',
		accounts: officialAccount,
	},
	{
		value: 'subscribe_msg_popup_event',
		name: 'Subscription Answered (订阅弹窗)',
		description: 'Somebody accepted or refused messages of a template when asked',
		accounts: both,
	},
	{ value: 'text', name: 'Text Message (文本消息)', description: 'Somebody sent a text', accounts: both },
	{
		value: 'templatesendjobfinish',
		name: 'Template Message Delivered (模板消息送达)',
		description: 'Whether a template message arrived; joins with the send by msgid',
		accounts: officialAccount,
	},
	{
		value: 'subscribe_msg_change_event',
		name: 'Subscription Changed (订阅管理)',
		description: 'Somebody refused further messages of a template in the settings',
		accounts: both,
	},
	{
		value: 'subscribe_msg_sent_event',
		name: 'Subscription Message Delivered (订阅消息送达)',
		description:
			'Whether a subscribe message or subscription notification arrived; joins with the send by msgid',
		accounts: both,
	},
	{
		value: 'user_enter_tempsession',
		name: 'Customer Chat Opened (进入会话)',
		description: 'A user opened the customer service chat of the mini program',
		accounts: miniProgram,
	},
	{
		value: 'image',
		name: 'Image Message (图片消息)',
		description: 'Somebody sent a picture',
		accounts: both,
	},
	{
		value: 'voice',
		name: 'Voice Message (语音消息)',
		description: 'Somebody sent a voice message',
		accounts: officialAccount,
	},
	{
		value: 'video',
		name: 'Video Message (视频消息)',
		description: 'Somebody sent a video',
		accounts: officialAccount,
	},
	{
		value: 'shortvideo',
		name: 'Short Video Message (小视频消息)',
		description: 'Somebody sent a short video',
		accounts: officialAccount,
	},
	{
		value: 'location',
		name: 'Location Message or Report (地理位置)',
		description: 'Somebody sent a place, or WeChat reported where a follower is',
		accounts: both,
	},
	{ value: 'link', name: 'Link Message (链接消息)', description: 'Somebody sent a link', accounts: both },
	{
		value: 'miniprogrampage',
		name: 'Mini Program Card (小程序卡片消息)',
		description: 'A user sent a mini program card in the customer service chat',
		accounts: miniProgram,
	},
	{
		value: 'click',
		name: 'Menu Click (点击菜单)',
		description: 'A follower tapped a menu entry that sends its key',
		accounts: officialAccount,
	},
	{
		value: 'view',
		name: 'Menu Link (菜单跳转链接)',
		description: 'A follower opened a link from the menu',
		accounts: officialAccount,
	},
	{
		value: 'view_miniprogram',
		name: 'Menu Mini Program (菜单跳转小程序)',
		description: 'A follower opened a mini program from the menu',
		accounts: officialAccount,
	},
	{
		value: 'scancode_push',
		name: 'Menu Scan (菜单扫码推事件)',
		description: 'A follower scanned a code from the menu',
		accounts: officialAccount,
	},
	{
		value: 'scancode_waitmsg',
		name: 'Menu Scan With Wait (菜单扫码带提示)',
		description: 'A follower scanned a code from the menu and waits for an answer',
		accounts: officialAccount,
	},
	{
		value: 'pic_sysphoto',
		name: 'Menu Photo (菜单拍照)',
		description: 'A follower took a photo from the menu',
		accounts: officialAccount,
	},
	{
		value: 'pic_photo_or_album',
		name: 'Menu Photo or Album (菜单拍照或相册)',
		description: 'A follower took or chose a photo from the menu',
		accounts: officialAccount,
	},
	{
		value: 'pic_weixin',
		name: 'Menu Photo From Album (菜单相册)',
		description: 'A follower chose a photo of the WeChat album from the menu',
		accounts: officialAccount,
	},
	{
		value: 'location_select',
		name: 'Menu Location (菜单地理位置)',
		description: 'A follower chose a place from the menu',
		accounts: officialAccount,
	},
	{
		value: 'user_authorization_revoke',
		name: 'Privacy: Permission Withdrawn (用户撤回授权)',
		description: 'A user withdrew a permission; delete what is stored on the strength of it',
		accounts: both,
	},
	{
		value: 'user_authorization_cancellation',
		name: 'Privacy: Account Closed (用户注销)',
		description: 'A user closed their WeChat account; delete what is stored about them',
		accounts: both,
	},
	{
		value: 'user_info_modified',
		name: 'Privacy: Details Changed (用户资料变更)',
		description: 'A user changed personal details that were given to the account',
		accounts: both,
	},
	{
		value: 'masssendjobfinish',
		name: 'Mass Send Finished (群发结果)',
		description: 'A mass send to followers has finished',
		accounts: officialAccount,
	},
	{
		value: 'debug_demo',
		name: 'Console Test Push (调试)',
		description: 'Somebody pressed the test button in the message push settings of the console',
		accounts: both,
	},
];
