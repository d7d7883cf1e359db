// What the control API takes; anything else is refused with the reason.
import { z } from 'zod';
import { faultSchema } from '../world/faults';
import { settingsPatchSchema } from '../world/settings';

const account = z.enum(['officialAccount', 'miniProgram']);
const personId = z.string().min(1);
/** Query strings know only text. */
const flag = z.preprocess(
	(value) => (value === 'true' ? true : value === 'false' ? false : value),
	z.boolean().optional(),
);
const count = z.preprocess(
	(value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
	z.number().int().min(0).optional(),
);
const value = z.union([z.string(), z.number()]);
const fields = z
	.record(z.string(), z.union([value, z.record(z.string(), value)]))
	.describe('`{ name: text, number or an object of these }`');

export const schemas = {
	nothing: z.object({}).strict(),
	reset: z
		.object({
			followers: z.number().int().min(1).max(5_000_000).optional(),
			secrets: z.record(account, z.string().min(1)).optional(),
			settings: settingsPatchSchema.optional(),
			faults: z.array(faultSchema).optional(),
		})
		.strict(),
	calls: z.object({ path: z.string().optional() }).strict(),
	settings: settingsPatchSchema,
	fault: faultSchema,
	account: z.object({ account }).strict(),
	revokeToken: z.object({ account, kind: z.enum(['classic', 'stable']).optional() }).strict(),
	advanceClock: z.object({ ms: z.number().int().min(0) }).strict(),
	freezeSecret: z.object({ account, frozen: z.boolean() }).strict(),
	setSecret: z.object({ account, secret: z.string().min(1) }).strict(),
	people: z
		.object({
			linked: flag,
			follows: flag,
			usesMiniProgram: flag,
			unfollowed: flag,
			search: z.string().optional(),
			limit: count,
			offset: count,
		})
		.strict(),
	person: z.object({ personId }).strict(),
	openData: z.object({ personId, data: z.record(z.string(), z.unknown()).optional() }).strict(),
	grant: z.object({ personId, templateId: z.string(), times: z.number().int().min(1).max(1000) }).strict(),
	refuseTemplate: z.object({ personId, templateId: z.string() }).strict(),
	pay: z.object({ personId, outTradeNo: z.string().min(1) }).strict(),
	openPage: z
		.object({ personId, url: z.string(), answer: z.enum(['accept', 'refuse']).default('accept') })
		.strict(),
	configurePage: z
		.object({
			appId: z.string(),
			timestamp: z.number().int(),
			nonceStr: z.string(),
			signature: z.string(),
			url: z.string(),
		})
		.strict(),
	personFlag: z.object({ personId, on: z.boolean() }).strict(),
	follow: z.object({ personId, scene: z.string().min(1).max(64).optional() }).strict(),
	scan: z.object({ personId, scene: z.string().min(1).max(64) }).strict(),
	sendText: z.object({ personId, account, text: z.string() }).strict(),
	sendMessage: z
		.object({
			personId,
			account,
			fields: fields
				.refine(({ MsgType }) => typeof MsgType === 'string', 'needs a MsgType')
				.describe('`{ MsgType: text, further fields as WeChat names them }`'),
			wrapper: z.string().optional(),
			list: z.array(fields).min(1).optional(),
		})
		.strict(),
	sendFile: z
		.object({
			personId,
			account,
			type: z.enum(['image', 'voice', 'video']),
			contentType: z.string().min(3),
			base64: z.string().min(1),
		})
		.strict(),
	blockMessage: z
		.object({ personId, templateId: z.string(), sentAt: z.number().int().min(0).optional() })
		.strict(),
	addTemplate: z.object({ title: z.string(), content: z.string() }).strict(),
	permanentMedia: z.object({ contentType: z.string().min(1), base64: z.string().min(1) }).strict(),
	consoleMenu: z.object({ selfmenu: z.record(z.string(), z.unknown()).nullable() }).strict(),
	conditionalMenu: z
		.object({
			button: z.array(z.record(z.string(), z.unknown())).min(1),
			matchrule: z.record(z.string(), z.unknown()),
		})
		.strict(),
	push: z
		.object({
			account,
			url: z.string().url(),
			mode: z.enum(['plain', 'compatible', 'secure']),
			format: z.enum(['xml', 'json']).default('xml'),
			enabled: z.boolean().default(true),
			token: z.string().optional(),
		})
		.strict()
		.refine((target) => target.account === 'miniProgram' || target.format === 'xml', {
			message: 'an official account is pushed to in XML only (docs/wechat/pushes.md#modes)',
		}),
	pushRaw: z
		.object({
			account,
			url: z.string().url().optional(),
			message: z.string().optional(),
			mode: z.enum(['plain', 'compatible', 'secure']).optional(),
			tamper: z
				.enum([
					'none',
					'flipByte',
					'unsigned',
					'badSignature',
					'wrongAppId',
					'wrongKey',
					'stale',
					'downgrade',
					'doctype',
					'oversized',
				])
				.optional(),
			body: z.string().optional(),
			query: z.record(z.string(), z.string().nullable()).optional(),
			headers: z.record(z.string(), z.string()).optional(),
			method: z.enum(['GET', 'POST']).optional(),
			ageSeconds: z.number().int().optional(),
			nonce: z.string().optional(),
		})
		.strict(),
	inbox: z.object({ openid: z.string().optional(), personId: z.string().optional(), limit: count }).strict(),
};
