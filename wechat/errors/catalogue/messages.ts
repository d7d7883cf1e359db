// Return codes of customer-service messages (客服消息) and mass sending (群发).
import type { CatalogueEntry } from '../entry';
import { CONSOLE_WORDS } from '../../consoles';

const FIX_WINDOW =
	'The person must act first: after a message you may answer 5 times within 48 hours, after a follow, scan or menu click 3 times within a minute. Outside that, send a template or subscribe message.';

const FIX_MASS =
	'Use another clientmsgid for another message; a repeated one is never sent twice within 24 hours.';

export const messageCodes = (): CatalogueEntry[] => [
	{
		code: 40008,
		name: 'invalidMessageType',
		cause: 'WeChat does not know this type of message',
		fix: 'Choose one of the message types that the operation offers.',
		retry: 'no',
	},
	{
		code: 44003,
		name: 'emptyArticle',
		cause: 'The article of the message is empty',
		fix: 'Fill in title, description and link of the article.',
		retry: 'no',
	},
	{
		code: 44004,
		name: 'emptyText',
		cause: 'The text of the message is empty',
		fix: 'Fill in the text; the expression may point to a field that is not there.',
		retry: 'no',
	},
	{
		code: 45002,
		name: 'contentTooLong',
		cause: 'The text of the message is too long',
		fix: 'Keep the text under 2048 bytes, about 680 Chinese characters.',
		retry: 'no',
	},
	{
		code: 45003,
		name: 'titleTooLong',
		cause: 'The title is too long',
		fix: 'Shorten the title to 64 bytes, about 20 Chinese characters.',
		retry: 'no',
	},
	{
		code: 45004,
		name: 'descriptionTooLong',
		cause: 'The description is too long',
		fix: 'Shorten the description to 120 characters.',
		retry: 'no',
	},
	{
		code: 45005,
		name: 'linkTooLong',
		cause: 'The link is too long',
		fix: 'Shorten the link to 1024 bytes.',
		retry: 'no',
	},
	{
		code: 45006,
		name: 'pictureLinkTooLong',
		cause: 'The link of the picture is too long',
		fix: 'Shorten the link of the picture to 1024 bytes.',
		retry: 'no',
	},
	{
		code: 45007,
		name: 'voiceTooLong',
		cause: 'The voice message is too long',
		fix: 'Keep the recording at 60 seconds or less.',
		retry: 'no',
	},
	{
		code: 45008,
		name: 'tooManyArticles',
		cause: 'The message holds too many articles',
		fix: 'Send one article per message.',
		retry: 'no',
	},
	{
		code: 45015,
		name: 'outsideReplyWindow',
		cause: 'The time to answer this person is over',
		fix: FIX_WINDOW,
		retry: 'no',
		kind: 'person',
	},
	{
		code: 45047,
		name: 'tooManyReplies',
		cause: 'This person has got as many answers as WeChat allows for now',
		fix: FIX_WINDOW,
		retry: 'no',
		kind: 'person',
	},
	{
		code: 45062,
		name: 'advertisingContract',
		cause: 'This account has taken advertising and cannot send to all by interface',
		fix: 'Send from the console (mp.weixin.qq.com) instead.',
		retry: 'no',
	},
	{
		code: 45065,
		name: 'duplicateMassMessage',
		cause: 'A message with this client message ID was sent already',
		fix: FIX_MASS,
		retry: 'no',
		accepted: 'duplicate',
	},
	{
		code: 45066,
		name: 'massMessageTooSoon',
		cause: 'The same clientmsgid was tried again within a minute',
		fix: 'Wait a minute and run again.',
		retry: 'minute',
	},
	{
		code: 45067,
		name: 'clientMessageIdTooLong',
		cause: 'The client message ID is too long',
		fix: 'Use at most 32 letters, digits, dashes and underscores.',
		retry: 'no',
	},
	{
		code: 45072,
		name: 'invalidTypingCommand',
		cause: 'WeChat does not know this typing command',
		fix: 'Choose Typing or Cancel typing.',
		retry: 'no',
	},
	{
		code: 45080,
		name: 'typingNeedsMessage',
		cause: 'The person has written nothing in the last 30 seconds',
		fix: 'Show the typing sign only right after a message of the person.',
		retry: 'no',
	},
	{
		code: 45081,
		name: 'alreadyTyping',
		cause: 'The typing sign is showing already',
		fix: 'Nothing needs to be done; send the message.',
		retry: 'no',
	},
	{
		code: 45162,
		name: 'messageTypeNotForAccount',
		cause: 'This kind of account may not send this type of message',
		fix: 'Choose another message type: a mini program can send text, image, link and page card; news and menus are for Official Accounts.',
		retry: 'no',
	},
	{
		code: 48005,
		name: 'referencedMaterial',
		cause: 'Auto replies or the menu still use this material',
		fix: `Take the material out of the auto replies (${CONSOLE_WORDS.autoReplies}) and the menu (${CONSOLE_WORDS.menu}) first.`,
		retry: 'no',
	},
	{
		code: 48021,
		name: 'draftSavedAutomatically',
		cause: 'The draft was last saved automatically and cannot be sent',
		fix: `Open the draft in the console (${CONSOLE_WORDS.drafts}), save it by hand and run again.`,
		retry: 'no',
	},
	{
		code: 70000,
		name: 'minorProtected',
		cause: 'WeChat withheld this message to protect a minor',
		fix: 'Nothing can be done from here; do not send again.',
		retry: 'no',
	},
];
