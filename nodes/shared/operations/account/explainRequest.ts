// Explain request of account, for either account: what WeChat recorded of one call, by the rid that stands in its refusal.
import type { IDataObject } from 'n8n-workflow';
import { redactNamed } from '../../../../wechat/errors/redact';
import { WechatError } from '../../call/errors';
import type { CredentialName } from '../../call/types';
import { defineOperation } from '../../run/operation';
import type { Operation } from '../../run/operation';
import { summaryOfFindings } from '../../run/summary';

interface Parameters {
	rid: string;
}

const RID = /[0-9a-f]{1,8}-[0-9a-f]{1,8}-[0-9a-f]{1,8}/;
/** A rid alone, or at the end of one of WeChat's messages, with the colon of either keyboard. */
const ALONE = new RegExp(`^${RID.source}$`, 'i');
const PREFIXED = new RegExp(`\\brid\\s*[:\uff1a]?\\s*(${RID.source})(?![\\w-])`, 'gi');

function ridsIn(text: string): string[] {
	const rids = ALONE.test(text) ? [text] : [...text.matchAll(PREFIXED)].map(([, rid]) => rid);
	return [...new Set(rids.map((rid) => rid.toLowerCase()))];
}

/** WeChat records the calls as they were, so tokens and secrets stand in them. */
function withoutSecrets(request: IDataObject, secrets: string[]): IDataObject {
	const hide = (text: string) =>
		secrets.reduce((left, secret) => left.replaceAll(secret, '[hidden]'), redactNamed(text));
	return Object.fromEntries(
		Object.entries(request).map(([name, value]) => [name, typeof value === 'string' ? hide(value) : value]),
	);
}

/** What WeChat answered then, in words; a file, or what somebody else answered, has no return code. */
function answerOf({ response_body: body }: IDataObject): string {
	const [, errcode] = /"errcode"\s*:\s*(-?\d+)/.exec(String(body)) ?? [];
	if (errcode === undefined) return 'answered without a return code';
	return errcode === '0' ? 'carried out' : `refused with ${errcode}`;
}

/**
 * The operation for one kind of account.
 *
 * @param credential of the account that made the call
 * @see docs/wechat/tokens.md#quotas
 */
export function requestExplain(credential: CredentialName): Operation {
	return defineOperation<Parameters>({
		value: 'explainRequest',
		name: 'Explain Request',
		action: 'Explain request of account',
		description:
			'Get what WeChat recorded of a call within the last 7 days: its address, body, answer and time, with tokens and secrets hidden',
		calls: ['/cgi-bin/openapi/rid/get'],
		fields: [
			{
				displayName: 'RID',
				name: 'rid',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. 60c1a8ab-0d5aa8d1-5a4ba3a1',
				description:
					'The rid in the description of an error, or of an item that failed; the whole text will do as well. It must come from a call of this account; login calls cannot be looked up.',
			},
		],

		summary: summaryOfFindings(['request', 'requests'], answerOf),

		read(item) {
			const text = item.requiredText(
				'rid',
				'RID',
				'Give the rid that stands in the description of an error, or that whole description, for instance {{ $json.description }} of an item that failed.',
			);
			const [rid, ...further] = ridsIn(text);
			if (rid === undefined || further.length > 0) {
				throw item.refuse(
					rid === undefined
						? "The parameter 'RID' is not a rid of WeChat"
						: "The parameter 'RID' holds several rids",
					'A rid is three groups of digits and letters from a to f, joined by dashes, such as 60c1a8ab-0d5aa8d1-5a4ba3a1. One item takes one.',
					'rid',
				);
			}
			return { rid };
		},

		async run({ rid }, open): Promise<IDataObject> {
			const api = await open(credential);
			const { request } = await api.call({
				method: 'POST',
				path: '/cgi-bin/openapi/rid/get',
				body: { rid },
				repeatable: true,
				returns: ['request'],
			});
			if (typeof request !== 'object' || request === null || Array.isArray(request)) {
				throw new WechatError({
					message: 'WeChat sent nothing about this request',
					description: "Run again; if it stays so, check the 'Base URL' of the credential.",
				});
			}
			return { rid, ...withoutSecrets(request as IDataObject, api.secrets) };
		},
	});
}
