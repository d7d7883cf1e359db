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

const replySchema = z
	.object({
		ToUserName: z.string().min(1),
		FromUserName: z.string().min(1),
		CreateTime: z.coerce.string().regex(/^\d+$/),
		MsgType: z.enum(['text', 'image', 'voice', 'video', 'music', 'news', 'transfer_customer_service']),
		Content: z.string().optional(),
	})
	.passthrough();

export type PassiveReply = z.infer<typeof replySchema>;

export const isPassiveReply = (body: string) => /^\s*(<xml>|\{)/.test(body);

function fieldsOf(body: string): unknown {
	try {
		if (body.trimStart().startsWith('{')) return JSON.parse(body) as unknown;
		return (parser.parse(body) as { xml?: unknown }).xml;
	} catch {
		return undefined;
	}
}

/**
 * @param mode secure mode takes an encrypted reply only
 * @param openid the person whom the push was about; a reply to anybody else is malformed
 * @returns the reply, or undefined when WeChat could not use it
 */
export function readReply(
	body: string,
	account: Account,
	mode: PushMode,
	openid: string,
): PassiveReply | undefined {
	const outer = fieldsOf(body);
	const sealed = encryptedSchema.safeParse(outer);
	if (!sealed.success && mode === 'secure') return undefined;
	let fields = outer;
	if (sealed.success) {
		const { Encrypt, MsgSignature, TimeStamp, Nonce } = sealed.data;
		if (!isSameSignature(pushSignature(account.pushToken, TimeStamp, Nonce, Encrypt), MsgSignature)) {
			return undefined;
		}
		try {
			const { encodingAesKey, appId } = account;
			fields = fieldsOf(decryptPush({ encodingAesKey, appId, encrypted: Encrypt }));
		} catch {
			return undefined;
		}
	}
	const reply = replySchema.safeParse(fields);
	if (!reply.success) return undefined;
	const { ToUserName, FromUserName, MsgType, Content } = reply.data;
	if (ToUserName !== openid || FromUserName !== account.originalId) return undefined;
	if (MsgType === 'text' && !Content) return undefined;
	return reply.data;
}
