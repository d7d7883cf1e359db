// Return codes of sending template messages (模板消息) and subscribe messages (订阅消息).
import type { CatalogueEntry } from '../entry';
import { MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES } from '../../consoles';

const FIX_TEMPLATE_ID = `Pick a template of this very account: ${OFFICIAL_ACCOUNT_PLACES.templates} for an Official Account, ${MINI_PROGRAM_PLACES.templates} for a mini program. A template that was deleted, or another account's, does not work.`;

const FIX_PAGE = `Use a page of the released version of the mini program, written without a leading slash, for example pages/index/index?id=1, and link the mini program to the Official Account (${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms}).`;

const ON_LANDING = {
	'/wxa/': {
		fix: "Use a page of the released version of the mini program, without a query. For a page that is not released yet choose another version, or turn 'Check Page' off where there is such an option.",
	},
};

const FORM_ID_FIX = 'Form ids belong to a retired interface: use subscribe messages instead.';

const FIX_UNDOCUMENTED =
	"WeChat says: {errmsg}. Check template, fields and link; with the rid, WeChat's support can look the call up.";

export const templateCodes = (): CatalogueEntry[] => [
	{
		code: 40036,
		name: 'invalidTemplateIdLength',
		cause: 'The template ID is not complete',
		fix: FIX_TEMPLATE_ID,
		retry: 'no',
	},
	{
		code: 40037,
		name: 'invalidTemplateId',
		cause: 'This account has no such template',
		fix: FIX_TEMPLATE_ID,
		retry: 'no',
	},
	{
		code: 40165,
		name: 'invalidPagePath',
		cause: 'The mini program has no such page',
		fix: FIX_PAGE,
		retry: 'no',
		onPath: ON_LANDING,
	},
	{
		code: 40166,
		name: 'invalidMiniProgramAppId',
		cause: 'The mini program cannot be opened from this account',
		fix: `Check the AppID of the mini program, and link it to the Official Account: ${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms}.`,
		retry: 'no',
	},
	{
		code: 40249,
		name: 'marketingRefused',
		cause: 'WeChat takes this message for advertising',
		fix: 'Reword the message: template messages are for service notices, not for offers or coupons.',
		retry: 'no',
	},
	{
		code: 40250,
		name: 'contentIrregular',
		cause: 'The values of the message are not in order',
		fix: 'Fill in every field of the template with a real value: empty or made-up values are refused.',
		retry: 'no',
	},
	{
		code: 40251,
		name: 'accountThrottled',
		cause: 'Past violations limit this account, and the limit is reached',
		fix: `Wait for the next day, and read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}.`,
		retry: 'later',
		kind: 'interface',
	},
	{
		code: 40241,
		name: 'sentWithinAMinute',
		cause: 'WeChat had the same message to this person within 60 seconds, and sends it once',
		fix: 'Nothing is to be done: the person has the message. Two messages that are meant to arrive both must differ, or be a minute apart.',
		retry: 'no',
		kind: 'person',
		accepted: 'duplicate',
	},
	{
		code: 40252,
		name: 'contentInReview',
		cause: 'WeChat has the message and reviews it before it goes out',
		fix: 'Do not send it again: when the review passes, within about half an hour, WeChat delivers the message by itself. A message that is refused for good shows up among the messages that were stopped.',
		retry: 'no',
		kind: 'item',
		accepted: 'pending',
	},
	{
		code: 41028,
		name: 'invalidFormId',
		cause: 'The form id is wrong or has run out',
		fix: FORM_ID_FIX,
		retry: 'no',
	},
	{
		code: 41029,
		name: 'formIdUsed',
		cause: 'The form id has been used already',
		fix: FORM_ID_FIX,
		retry: 'no',
	},
	{
		code: 41030,
		name: 'invalidPage',
		cause: 'The mini program has no such page',
		fix: FIX_PAGE,
		retry: 'no',
		onPath: ON_LANDING,
	},
	{
		code: 43101,
		name: 'notSubscribed',
		cause: 'This person has no subscription left for the template',
		fix: 'Ask again inside the mini program (wx.requestSubscribeMessage): each accept of a one-time template allows one message.',
		retry: 'no',
		unreachable: 'notSubscribed',
		onPath: {
			'/cgi-bin/message/template/subscribe': {
				fix: 'Send the person to a consent link of this scene again: each consent allows one message, and agreeing twice to one scene does not add up.',
			},
			'/cgi-bin/message/subscribe/bizsend': {
				fix: 'Ask again on a web page or in an article with the subscribe button: each accept of a one-time template allows one message.',
			},
		},
	},
	{
		code: 43107,
		name: 'subscribeMessagesBanned',
		cause: 'WeChat has banned the account or this template from subscribe messages',
		fix: `Read the notice under ${MINI_PROGRAM_PLACES.notices}; ${MINI_PROGRAM_PLACES.subscribeMessages} shows whether only this template is affected.`,
		retry: 'no',
	},
	{
		code: 43108,
		name: 'concurrentSends',
		cause: 'Two messages to the same person crossed',
		fix: 'Run again: messages to one person must go out one after the other. Look for a second workflow that sends to the same people.',
		retry: 'backoff',
		kind: 'person',
	},
	{
		code: 43106,
		name: 'addingTemplatesBanned',
		cause: 'WeChat does not let this account add templates, as a penalty',
		fix: `Read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}: it names the reason and how long it lasts.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 43117,
		name: 'tooOftenToThisPerson',
		cause: 'This person was sent too many messages in a short time',
		fix: 'Try this person again later, and send them fewer messages: WeChat does not publish the number. Messages to others are not affected.',
		retry: 'later',
		kind: 'person',
	},
	{
		code: 43116,
		name: 'templateRestricted',
		cause: 'WeChat has restricted this template for abuse',
		fix: `Choose another template: ${OFFICIAL_ACCOUNT_PLACES.templateLibrary}.`,
		retry: 'no',
	},
	{
		code: 45168,
		name: 'sensitiveWord',
		cause: "The message holds a word on WeChat's blacklist",
		fix: 'Reword the values of the message.',
		retry: 'no',
	},
	{
		code: 47003,
		name: 'invalidFieldValue',
		cause: 'A value does not fit its template field',
		fix: 'Correct {field}: it is missing or empty, too long, holds characters that its type does not take, or is none of the values that the template lists for it (enum_string, const). The keys of the values are the names that stand before .DATA in the template, such as thing1.',
		retry: 'no',
	},
	{
		code: 40062,
		name: 'subscriptionTitleTooLong',
		cause: 'The title of the one-time subscription is too long',
		fix: 'Keep the title at 15 characters.',
		retry: 'no',
	},
	{
		code: 43102,
		name: 'notSubscribeTemplate',
		cause: 'This template is not for subscribe messages',
		fix: FIX_TEMPLATE_ID,
		retry: 'no',
	},
	{
		code: 1119003,
		name: 'templateRefused',
		cause: 'WeChat refused the template message for a reason it does not document',
		fix: FIX_UNDOCUMENTED,
		retry: 'no',
	},
	{
		code: 1119004,
		name: 'templateRefusedOtherwise',
		cause: 'WeChat refused the template message for a reason it does not document',
		fix: FIX_UNDOCUMENTED,
		retry: 'no',
	},
];
