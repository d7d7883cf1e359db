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

	oldTokenAfterForce: z.enum(['overlap', 'dies']),
	force21: z.union([z.literal('sameToken'), z.literal(45009), z.literal(45011)]),
	/** What a normal stable_token call answers after the current token was revoked. */
	afterRevoke: z.enum(['renewed', 'sameToken']),
	tokensAfterSecretReset: z.enum(['live', 'die']),
	wrongSecret: z.union([z.literal(40125), z.literal(40001)]),
	tokenLifeSeconds: z.number().int().min(301).max(7200),

	repeatClientMsgId: z.enum(['sameMsgid', 'newMsgid', 'zeroMsgid', 'error']),
	/** Longer ones are refused with 45067; null: any length. */
	clientMsgIdLimit: z.number().int().min(1).nullable(),
	/** The next msgid, as text. */
	msgidStart: z.string().regex(/^[1-9]\d{0,18}$/, 'must be a whole number of at most 19 digits, as text'),
	/** The MsgID of the delivery event when a client_msg_id was given. */
	finishMsgId: z.enum(['msgid', 'zeroWithClientMsgId']),
	/** How a follower who refuses messages shows on template/send. */
	refusedTemplate: z.union([z.literal('event'), z.literal(43019), z.literal(48002)]),
	/** The sandbox account (测试号) does not enforce the length of thing; production does. */
	enforceThingLength: z.boolean(),
	countCharacters: z.enum(['utf16', 'codePoints']),
	argumentErrmsg: z.enum(['full', 'cut', 'dotData']),
	/** What a page that is not in the released version does on subscribe/send. */
	unknownPage: z.union([z.literal(41030), z.literal('accepted')]),
	subscribeMsgid: z.boolean(),
	bannedTemplates: z.array(z.string()),
	bannedWords: z.array(z.string().min(1)),
	sendEvents: z.boolean(),

	/** What a body with \uXXXX escapes is refused with. */
	escapedBody: z.union([z.literal(40033), z.literal(47002)]),
	/** What tagging or blacklisting somebody else's openid is refused with; 45171 does the others and names it. */
	foreignInBatch: z.union([z.literal(40003), z.literal(49003), z.literal(45171)]),
	blacklistPageSize: z.number().int().min(1).max(10_000),
	/** The name under which the id of an uploaded thumb comes back. */
	thumbKey: z.enum(['thumb_media_id', 'media_id']),
	clearQuotaV2: z.enum(['body', 'query']),
	unknownCgiPath: z.union([z.literal(76021), z.literal(76003)]),
	/** Calls a day by path, over the built-in numbers. */
	quotas: z.record(z.string().startsWith('/'), z.number().int().min(0)),

	pushTimeoutMs: z.number().int().min(10).max(60_000),
	/** Deliveries in total when none is acknowledged. */
	pushDeliveries: z.number().int().min(1).max(4),
	/** Do the repeated deliveries carry a new timestamp, nonce and signature? */
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
		lastPage: 'cursor',
		followerPageSize: 10_000,
		pageOverlap: 0,
		pageStuck: false,
		unfollowedCursor: 'continues',
		batchgetForeign: 'shift',
		shiftLook: 'subscribe0',
		oldTokenAfterForce: 'overlap',
		force21: 'sameToken',
		afterRevoke: 'renewed',
		tokensAfterSecretReset: 'live',
		wrongSecret: 40125,
		tokenLifeSeconds: 7200,
		repeatClientMsgId: 'sameMsgid',
		clientMsgIdLimit: 32,
		msgidStart: '2918131553548107776',
		finishMsgId: 'msgid',
		refusedTemplate: 'event',
		enforceThingLength: true,
		countCharacters: 'utf16',
		argumentErrmsg: 'full',
		unknownPage: 41030,
		subscribeMsgid: true,
		bannedTemplates: [],
		bannedWords: [],
		sendEvents: true,
		escapedBody: 40033,
		foreignInBatch: 40003,
		blacklistPageSize: 1000,
		thumbKey: 'thumb_media_id',
		clearQuotaV2: 'body',
		unknownCgiPath: 76021,
		quotas: {},
		pushTimeoutMs: 5000,
		pushDeliveries: 3,
		retrySignature: 'new',
		pushConcurrency: 50,
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
