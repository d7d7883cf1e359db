/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The switches: how WeChat's open points are played, checked so that a misspelt switch is refused.
import { isIP } from 'node:net';
import { z } from 'zod';

const ip = z.string().refine((text) => isIP(text) !== 0, 'must be an IP address');

function isEntry(text: string, starAllowed: boolean): boolean {
	const [address, bits, ...rest] = text.split('/');
	if (rest.length > 0) return false;
	if (bits !== undefined) {
		const kind = isIP(address);
		return kind !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128);
	}
	if (starAllowed && /^(\d{1,3}|\*)(\.(\d{1,3}|\*)){3}$/.test(address)) return true;
	return isIP(address) !== 0;
}

const whitelist = (starAllowed: boolean, limit: number) =>
	z
		.array(
			z
				.string()
				.refine(
					(text) => isEntry(text, starAllowed),
					starAllowed
						? 'must be an IP, a CIDR or a form like 172.0.0.*'
						: 'must be an IP or a CIDR (no *, no port)',
				),
		)
		.max(limit)
		.nullable();

const milliseconds = z.number().int().min(0).max(600_000);

const shape = {
	/** Every call is answered this much later. */
	latencyMs: milliseconds,
	/** subscribe/send and tagging keep a person busy for this long; another call meanwhile is 43108 or 45169. */
	subscribeSendMs: milliseconds,
	contentType: z.enum(['text/plain', 'application/json']),

	callerIp: ip,
	/** null: no whitelist is switched on. */
	ipWhitelist: z
		.object({ officialAccount: whitelist(false, 100), miniProgram: whitelist(true, 10) })
		.strict(),
	ipError: z.union([z.literal(40164), z.literal(61004)]),

	/** Are both accounts bound to one Open Platform account, so that unionids come back? */
	bound: z.boolean(),
	/** Does user/info still tell the unionid of somebody who has unfollowed? */
	unfollowedUnionid: z.boolean(),
	/** How many people may follow; null: any number. A test account takes 100. */
	followerLimit: z.number().int().min(1).nullable(),
	lastPage: z.enum(['cursor', 'empty']),
	followerPageSize: z.number().int().min(1).max(10_000),
	/** So many entries of the page before are repeated at the head of each page. */
	pageOverlap: z.number().int().min(0).max(9_999),
	/** next_openid repeats the one that was sent: a careless reader never ends. */
	pageStuck: z.boolean(),
	/** What a next_openid that has unfollowed since does. */
	unfollowedCursor: z.enum(['continues', 'error']),
	batchgetForeign: z.enum(['shift', 'error', 'echo', 'drop']),
	/** How a shifted batch looks: a subscribe 0, a unionid twice, or nothing but a last entry without unionid. */
	shiftLook: z.enum(['subscribe0', 'repeat', 'silent']),

	/** The hosts that the web login (网页授权域名) and the consent to one-time messages (业务域名) may lead to; null: any. */
	webLoginDomains: z.array(z.string()).nullable(),
	businessDomains: z.array(z.string()).nullable(),
	/** What the page of the web login shows to everybody: the account is banned, has not the right, or was asked too often. */
	webLoginPage: z.union([z.literal('opens'), z.literal(10004), z.literal(10005), z.literal(10009)]),
	/** The hosts that the links of a menu may lead to; null: any. */
	menuDomains: z.array(z.string()).nullable(),
	/** What a menu with a mini program that is not linked is refused with. */
	unlinkedMiniProgram: z.union([z.literal(45064), z.literal(85005)]),
	/** Are web logins opened on the snapshot page (快照页), where WeChat makes up who it is? */
	snapshotPage: z.boolean(),

	oldTokenAfterForce: z.enum(['overlap', 'dies']),
	force21: z.union([z.literal('sameToken'), z.literal(45009), z.literal(45011)]),
	/** What a normal stable_token call answers after the current token was revoked. */
	afterRevoke: z.enum(['renewed', 'sameToken']),
	tokensAfterSecretReset: z.enum(['live', 'die']),
	wrongSecret: z.union([z.literal(40125), z.literal(40001)]),
	tokenLifeSeconds: z.number().int().min(301).max(7200),

	/** What a second getticket gives while the first ticket is good: that one, or a new one, which may end the old one. */
	ticketRepeated: z.enum(['same', 'newOldLives', 'newOldDies']),
	/** What expires_in says of a ticket that was handed out before: its whole life once more, or what is left of it. */
	ticketExpiresIn: z.enum(['whole', 'left']),

	repeatClientMsgId: z.enum(['sameMsgid', 'newMsgid', 'zeroMsgid', 'error']),
	/** Longer ones are refused with 45067; null: any length. */
	clientMsgIdLimit: z.number().int().min(1).nullable(),
	/** The next msgid, as text. */
	msgidStart: z.string().regex(/^[1-9]\d{0,18}$/, 'must be a whole number of at most 19 digits, as text'),
	/** The MsgID of the delivery event when a client_msg_id was given. */
	finishMsgId: z.enum(['msgid', 'zeroWithClientMsgId']),
	/** How a follower who refuses messages shows on template/send. */
	refusedTemplate: z.union([z.literal('event'), z.literal(43019), z.literal(48002)]),
	/** A test account (测试号) does not enforce the length of thing; production does. */
	enforceThingLength: z.boolean(),
	/** What a person sees of the value of a free key: cut behind about a line and without line breaks, or all of it. */
	freeValues: z.enum(['cut', 'whole']),
	countCharacters: z.enum(['utf16', 'codePoints']),
	argumentErrmsg: z.enum(['full', 'cut', 'dotData']),
	/** What a page that is not in the released version does on subscribe/send. */
	unknownPage: z.union([z.literal(41030), z.literal('accepted')]),
	subscribeMsgid: z.boolean(),
	bannedTemplates: z.array(z.string()),
	bannedWords: z.array(z.string().min(1)),
	sendEvents: z.boolean(),

	/** What a template message with the same content to the same person within 60 seconds is answered with. */
	repeatedContent: z.union([z.literal('sent'), z.literal(40241)]),
	/** `pending`: template/send answers 40252, and the message is delivered by itself after `reviewMs`. */
	templateReview: z.enum(['none', 'pending']),
	reviewMs: milliseconds,
	/** Does the answer 40252 carry the msgid of the message? */
	reviewMsgid: z.boolean(),
	/** `all`: news and video of a customer message need every field that WeChat's page marks as required. */
	customMessageFields: z.enum(['few', 'all']),
	/** Which passive replies WeChat takes in secure mode. */
	secureReply: z.enum(['encrypted', 'plain']),
	/** What the former path of Set Typing answers a mini program. */
	formerTypingPath: z.union([z.literal('works'), z.literal(40200)]),
	/** In what the 30 of a tag's name are counted. */
	tagNameUnit: z.enum(['bytes', 'characters']),

	/** What `changeopenid` answers when the 15 days from the approval of the migration are over. */
	migrationOver: z.union([z.literal(63178), z.literal(-1)]),

	/** How adding a template ends: the account is punished (43106), banned (200011), or of the wrong kind (200100). */
	addingTemplates: z.union([z.literal('allowed'), z.literal(43106), z.literal(200011), z.literal(200100)]),
	/** What adding a subscription template without a description of its use does. */
	noSceneDesc: z.union([z.literal('accepted'), z.literal(200021)]),
	/** What deleting a subscription template that the account does not have is refused with. */
	unknownTemplate: z.union([
		z.literal(20001),
		z.literal(20002),
		z.literal(200001),
		z.literal(200002),
		z.literal(200014),
	]),

	/** May the mini program make short links? */
	shortLinkRight: z.boolean(),
	/** How many permanent short links the mini program had before; it may have 100,000. */
	permanentShortLinks: z.number().int().min(0).max(100_000),
	/** What a short link to a page that is not in the released version is refused with. */
	shortLinkPage: z.union([z.literal(40165), z.literal(40066)]),
	/** What the title of a short link of more than 20 characters does: it is refused, or cut. */
	longPageTitle: z.union([z.literal(40225), z.literal('cut')]),

	/** What a body with \uXXXX escapes is refused with. */
	escapedBody: z.union([z.literal(40033), z.literal(47002)]),
	/** What tagging or blacklisting somebody else's openid is refused with; 45171 does the others and names it. */
	foreignInBatch: z.union([z.literal(40003), z.literal(49003), z.literal(45171)]),
	blacklistPageSize: z.number().int().min(1).max(10_000),
	/** The name under which the id of an uploaded thumb comes back. */
	thumbKey: z.enum(['thumb_media_id', 'media_id']),
	clearQuotaV2: z.enum(['body', 'query']),
	unknownCgiPath: z.union([z.literal(76021), z.literal(76003)]),
	/** What becomes of a template message that was accepted; WeChat tells it in the delivery event only. */
	templateStatus: z.enum(['success', 'failed:freq limit', 'failed: system failed']),
	/** Calls a day by path, over the built-in numbers. */
	quotas: z.record(z.string().startsWith('/'), z.number().int().min(0)),

	pushTimeoutMs: z.number().int().min(10).max(60_000),
	/** Do the repeated deliveries carry a new timestamp, nonce and signature? All that were logged were unchanged. */
	retrySignature: z.enum(['new', 'same']),
	pushConcurrency: z.number().int().min(1).max(1000),
};

/** What a patch may hold: any of the switches, and part of the nested ones. */
export const settingsPatchSchema = z
	.object({ ...shape, ipWhitelist: shape.ipWhitelist.partial() })
	.partial()
	.strict();

export type Settings = z.infer<z.ZodObject<typeof shape>>;
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** @returns the settings as a new sandbox has them */
export function defaultSettings(): Settings {
	return {
		latencyMs: 0,
		subscribeSendMs: 10,
		contentType: 'text/plain',
		callerIp: '203.0.113.7',
		ipWhitelist: { officialAccount: null, miniProgram: null },
		ipError: 40164,
		bound: true,
		unfollowedUnionid: false,
		followerLimit: null,
		lastPage: 'cursor',
		followerPageSize: 10_000,
		pageOverlap: 0,
		pageStuck: false,
		unfollowedCursor: 'continues',
		batchgetForeign: 'shift',
		shiftLook: 'subscribe0',
		webLoginDomains: null,
		businessDomains: null,
		webLoginPage: 'opens',
		menuDomains: null,
		unlinkedMiniProgram: 45064,
		snapshotPage: false,
		oldTokenAfterForce: 'overlap',
		force21: 'sameToken',
		afterRevoke: 'renewed',
		tokensAfterSecretReset: 'live',
		wrongSecret: 40125,
		tokenLifeSeconds: 7200,
		ticketRepeated: 'same',
		ticketExpiresIn: 'whole',
		repeatClientMsgId: 'sameMsgid',
		clientMsgIdLimit: 32,
		msgidStart: '2918131553548107776',
		finishMsgId: 'msgid',
		refusedTemplate: 'event',
		enforceThingLength: true,
		freeValues: 'cut',
		countCharacters: 'utf16',
		argumentErrmsg: 'full',
		unknownPage: 41030,
		subscribeMsgid: true,
		bannedTemplates: [],
		bannedWords: [],
		sendEvents: true,
		repeatedContent: 'sent',
		templateReview: 'none',
		reviewMs: 50,
		reviewMsgid: true,
		customMessageFields: 'few',
		secureReply: 'encrypted',
		formerTypingPath: 'works',
		tagNameUnit: 'bytes',
		migrationOver: 63178,
		addingTemplates: 'allowed',
		noSceneDesc: 'accepted',
		unknownTemplate: 20001,
		shortLinkRight: true,
		permanentShortLinks: 0,
		shortLinkPage: 40165,
		longPageTitle: 40225,
		escapedBody: 40033,
		foreignInBatch: 40003,
		blacklistPageSize: 1000,
		thumbKey: 'thumb_media_id',
		clearQuotaV2: 'body',
		unknownCgiPath: 76021,
		templateStatus: 'success',
		quotas: {},
		pushTimeoutMs: 5000,
		retrySignature: 'same',
		pushConcurrency: 50,
	};
}

/** How many people a test account takes. */
export const TEST_ACCOUNT_FOLLOWERS = 100;

/** What is otherwise on a test account, with the source of each: docs/wechat/README.md#the-test-account. */
export function testAccountSettings(): Settings {
	return {
		...defaultSettings(),
		bound: false,
		followerLimit: TEST_ACCOUNT_FOLLOWERS,
		enforceThingLength: false,
		quotas: {
			'/cgi-bin/token': 200,
			'/cgi-bin/user/get': 100,
			'/cgi-bin/user/info': 500_000,
			'/cgi-bin/message/custom/send': 50_000,
			'/cgi-bin/qrcode/create': 10_000,
			'/cgi-bin/media/upload': 500,
			'/cgi-bin/media/get': 1000,
			'/cgi-bin/menu/create': 100,
			'/cgi-bin/menu/get': 1000,
			'/cgi-bin/menu/delete': 100,
		},
	};
}

/** Lays a patch over the settings in force; the nested switches are merged, not replaced. */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
	return {
		...settings,
		...patch,
		ipWhitelist: { ...settings.ipWhitelist, ...patch.ipWhitelist },
		quotas: { ...settings.quotas, ...patch.quotas },
	};
}
