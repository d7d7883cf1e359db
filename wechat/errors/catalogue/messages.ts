// Return codes of customer-service messages (客服消息) and mass sending (群发).
import type { CatalogueEntry } from '../entry';

const FIX_WINDOW = {
	en: 'The person must act first: after a message you may answer 5 times within 48 hours, after a follow, scan or menu click 3 times within a minute. Outside that, send a template or subscribe message.',
	zh: '需用户先互动：用户发消息后 48 小时内可回复 5 条，关注、扫码或点击菜单后 1 分钟内可发 3 条。其余情况请使用模板消息或订阅消息。',
};

const FIX_MASS = {
	en: 'Use another clientmsgid for another message; a repeated one is never sent twice within 24 hours.',
	zh: '不同消息请使用不同的 clientmsgid；24 小时内相同的不会重复发送。',
};

export const messageCodes = (): CatalogueEntry[] => [
	{
		code: 40008,
		name: 'invalidMessageType',
		cause: { en: 'WeChat does not know this type of message', zh: '不合法的消息类型' },
		fix: {
			en: 'Choose one of the message types that the operation offers.',
			zh: '请选择操作提供的消息类型。',
		},
		retry: 'no',
	},
	{
		code: 44003,
		name: 'emptyArticle',
		cause: { en: 'The article of the message is empty', zh: '图文消息内容为空' },
		fix: { en: 'Fill in title, description and link of the article.', zh: '请填写图文的标题、描述和链接。' },
		retry: 'no',
	},
	{
		code: 44004,
		name: 'emptyText',
		cause: { en: 'The text of the message is empty', zh: '文本消息内容为空' },
		fix: {
			en: 'Fill in the text; the expression may point to a field that is not there.',
			zh: '请填写文本内容；表达式可能指向了不存在的字段。',
		},
		retry: 'no',
	},
	{
		code: 45002,
		name: 'contentTooLong',
		cause: { en: 'The text of the message is too long', zh: '消息内容超过限制' },
		fix: {
			en: 'Keep the text under 2048 bytes, about 680 Chinese characters.',
			zh: '请将文本控制在 2048 字节内（约 680 个汉字）。',
		},
		retry: 'no',
	},
	{
		code: 45003,
		name: 'titleTooLong',
		cause: { en: 'The title is too long', zh: '标题超过限制' },
		fix: {
			en: 'Shorten the title to 64 bytes, about 20 Chinese characters.',
			zh: '请将标题缩短到 64 字节内（约 20 个汉字）。',
		},
		retry: 'no',
	},
	{
		code: 45004,
		name: 'descriptionTooLong',
		cause: { en: 'The description is too long', zh: '描述超过限制' },
		fix: { en: 'Shorten the description to 120 characters.', zh: '请将描述缩短到 120 字以内。' },
		retry: 'no',
	},
	{
		code: 45005,
		name: 'linkTooLong',
		cause: { en: 'The link is too long', zh: '链接超过限制' },
		fix: { en: 'Shorten the link to 1024 bytes.', zh: '请将链接缩短到 1024 字节内。' },
		retry: 'no',
	},
	{
		code: 45006,
		name: 'pictureLinkTooLong',
		cause: { en: 'The link of the picture is too long', zh: '图片链接超过限制' },
		fix: { en: 'Shorten the link of the picture to 1024 bytes.', zh: '请将图片链接缩短到 1024 字节内。' },
		retry: 'no',
	},
	{
		code: 45007,
		name: 'voiceTooLong',
		cause: { en: 'The voice message is too long', zh: '语音播放时间超过限制' },
		fix: { en: 'Keep the recording at 60 seconds or less.', zh: '请将语音控制在 60 秒以内。' },
		retry: 'no',
	},
	{
		code: 45008,
		name: 'tooManyArticles',
		cause: { en: 'The message holds too many articles', zh: '图文数量超过限制' },
		fix: { en: 'Send one article per message.', zh: '每条消息只能包含 1 篇图文。' },
		retry: 'no',
	},
	{
		code: 45015,
		name: 'outsideReplyWindow',
		cause: { en: 'The time to answer this person is over', zh: '已超过可回复时间' },
		fix: FIX_WINDOW,
		retry: 'no',
	},
	{
		code: 45047,
		name: 'tooManyReplies',
		cause: {
			en: 'This person has got as many answers as WeChat allows for now',
			zh: '客服消息下行条数超过上限',
		},
		fix: FIX_WINDOW,
		retry: 'no',
	},
	{
		code: 45062,
		name: 'advertisingContract',
		cause: {
			en: 'This account has taken advertising and cannot send to all by interface',
			zh: '已接广告，不支持接口群发',
		},
		fix: { en: 'Send from the console (mp.weixin.qq.com) instead.', zh: '请改在公众平台后台群发。' },
		retry: 'no',
	},
	{
		code: 45065,
		name: 'duplicateMassMessage',
		cause: { en: 'A mass message with this clientmsgid exists already', zh: '相同 clientmsgid 的群发已存在' },
		fix: FIX_MASS,
		retry: 'no',
	},
	{
		code: 45066,
		name: 'massMessageTooSoon',
		cause: { en: 'The same clientmsgid was tried again within a minute', zh: '相同 clientmsgid 重试过快' },
		fix: { en: 'Wait a minute and run again.', zh: '请间隔 1 分钟后重试。' },
		retry: 'minute',
	},
	{
		code: 45067,
		name: 'clientMessageIdTooLong',
		cause: { en: 'The client message ID is too long', zh: 'clientmsgid 超过长度限制' },
		fix: {
			en: 'Use at most 32 letters, digits, dashes and underscores.',
			zh: '请使用不超过 32 个字母、数字、短横线或下划线。',
		},
		retry: 'no',
	},
	{
		code: 45072,
		name: 'invalidTypingCommand',
		cause: { en: 'WeChat does not know this typing command', zh: 'command 取值不对' },
		fix: { en: 'Choose Typing or Cancel typing.', zh: '请选择 Typing 或 CancelTyping。' },
		retry: 'no',
	},
	{
		code: 45080,
		name: 'typingNeedsMessage',
		cause: {
			en: 'The person has written nothing in the last 30 seconds',
			zh: '30 秒内没有与用户交互，无法下发输入状态',
		},
		fix: {
			en: 'Show the typing sign only right after a message of the person.',
			zh: '请仅在用户刚发来消息后显示输入状态。',
		},
		retry: 'no',
	},
	{
		code: 45081,
		name: 'alreadyTyping',
		cause: { en: 'The typing sign is showing already', zh: '已在输入状态，不可重复下发' },
		fix: { en: 'Nothing needs to be done; send the message.', zh: '无需处理，直接发送消息即可。' },
		retry: 'no',
	},
	{
		code: 45162,
		name: 'messageTypeNotForAccount',
		cause: { en: 'This kind of account may not send this type of message', zh: '该账号类型不能发送此类消息' },
		fix: {
			en: 'Choose another message type: a mini program can send text, image, link and page card (小程序卡片); news and menus are for Official Accounts.',
			zh: '请更换消息类型：小程序可发送文本、图片、图文链接和小程序卡片，news 与菜单消息仅限公众号。',
		},
		retry: 'no',
	},
	{
		code: 48005,
		name: 'referencedMaterial',
		cause: {
			en: 'Auto replies or the menu still use this material',
			zh: '素材被自动回复或菜单引用，禁止删除',
		},
		fix: {
			en: 'Take the material out of 自动回复 and 自定义菜单 first.',
			zh: '请先在自动回复和自定义菜单中取消引用。',
		},
		retry: 'no',
	},
	{
		code: 48021,
		name: 'draftSavedAutomatically',
		cause: {
			en: 'The draft was last saved automatically and cannot be sent',
			zh: '草稿由系统自动保存，无法群发',
		},
		fix: {
			en: 'Open the draft in the console (草稿箱), save it by hand and run again.',
			zh: '请在后台草稿箱中手动保存后再试。',
		},
		retry: 'no',
	},
	{
		code: 70000,
		name: 'minorProtected',
		cause: { en: 'WeChat withheld this message to protect a minor', zh: '为保护未成年人，消息发送失败' },
		fix: { en: 'Nothing can be done from here; do not send again.', zh: '无法从服务端处理，请勿重复发送。' },
		retry: 'no',
	},
];
