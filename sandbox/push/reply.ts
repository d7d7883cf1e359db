// Reads a passive reply (被动回复) that came back as the answer to a push, clear or encrypted (docs/wechat/pushes.md#replies).
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { decryptPush } from '../../wechat/push/cipher';
import { isSameSignature, pushSignature } from '../../wechat/push/signature';
import type { Account, PushMode } from '../types';

const parser = new XMLParser({ parseTagValue: false, trimValues: true });

const encryptedSchema = z.object({
	Encrypt: z.string().min(1),
	MsgSignature: z.string(),
	TimeStamp: z.coerce.string(),
	Nonce: z.coerce.string(),
});

const filled = z.string().min(1);
const common = {
	ToUserName: filled,
	FromUserName: filled,
	CreateTime: z.coerce.string().regex(/^\d+$/),
};
const reply = <T extends string, C extends z.ZodRawShape>(type: T, content: C) =>
	z.object({ ...common, MsgType: z.literal(type), ...content }).passthrough();
const withField = <F extends string>(field: F) => z.object({ [field]: filled }).passthrough();
const article = z.record(z.unknown());

/** What WeChat cannot do without, by the type of the reply; of more articles than it shows nothing is known to go wrong. */
const replySchema = z.discriminatedUnion('MsgType', [
	reply('text', { Content: filled }),
	reply('image', { Image: withField('MediaId') }),
	reply('voice', { Voice: withField('MediaId') }),
	reply('video', { Video: withField('MediaId') }),
	reply('music', { Music: withField('ThumbMediaId') }),
	reply('news', {
		ArticleCount: z.coerce.string().regex(/^[1-9]\d*$/),
		Articles: z.object({ item: z.union([article, z.array(article).min(1)]) }).passthrough(),
	}),
	reply('transfer_customer_service', {}),
]);

type PassiveReply = z.infer<typeof replySchema>;

/** Does the answer look like a reply to the person, and not like the word "success"? */
export const isPassiveReply = (body: string) => /^\s*(<xml>|\{)/.test(body);

const isJson = (body: string) => body.trimStart().startsWith('{');

function fieldsOf(body: string): unknown {
	try {
		if (isJson(body)) return JSON.parse(body) as unknown;
		return (parser.parse(body) as { xml?: unknown }).xml;
	} catch {
		return undefined;
	}
}

/** What a reply answers. */
interface Answered {
	mode: PushMode;
	/** What secure mode takes; compatible mode takes either. */
	secureReply: 'encrypted' | 'plain';
	/** The person whom the push was about; a reply to anybody else is malformed. */
	openid: string;
	/** Human agents take messages only. */
	isEvent: boolean;
	/** An official account takes no JSON. */
	isXml: boolean;
}

/** @returns the reply, or undefined when WeChat could not use it */
export function readReply(
	body: string,
	account: Account,
	{ mode, secureReply, openid, isEvent, isXml }: Answered,
): PassiveReply | undefined {
	const isWanted = mode !== 'secure' || isSealed(body) === (secureReply === 'encrypted');
	const clear = isWanted ? openedWith(account, body) : undefined;
	if (clear === undefined || (isXml && [body, clear].some(isJson))) return undefined;
	const read = replySchema.safeParse(fieldsOf(clear));
	if (!read.success) return undefined;
	const { ToUserName, FromUserName, MsgType } = read.data;
	if (ToUserName !== openid || FromUserName !== account.originalId) return undefined;
	if (MsgType === 'transfer_customer_service' && isEvent) return undefined;
	return read.data;
}

const isSealed = (body: string) => encryptedSchema.safeParse(fieldsOf(body)).success;

/** @returns the reply in clear; undefined when it is sealed by somebody else */
function openedWith({ pushToken, encodingAesKey, appId }: Account, body: string): string | undefined {
	const sealed = encryptedSchema.safeParse(fieldsOf(body));
	if (!sealed.success) return body;
	const { Encrypt, MsgSignature, TimeStamp, Nonce } = sealed.data;
	if (!isSameSignature(pushSignature(pushToken, TimeStamp, Nonce, Encrypt), MsgSignature)) return undefined;
	try {
		return decryptPush({ encodingAesKey, appId, encrypted: Encrypt });
	} catch {
		return undefined;
	}
}
