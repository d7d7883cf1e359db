// Decrypt data: what wx.getUserProfile, wx.getWeRunData and the like hand out, in the clear.
import type { IDataObject } from 'n8n-workflow';
import { DecryptError, checkEncryptedData, decryptUserData } from '../../../wechat/decrypt';
import type { EncryptedData } from '../../../wechat/decrypt';
import { WechatError } from '../../shared/errors';
import type { Item } from '../../shared/item';
import type { ItemOperation } from '../../shared/operation';
import { exchangeCode } from '../login/exchangeCode';
import { readSessionKey, sessionKeyField } from '../login/session';

interface Parameters {
	encrypted: EncryptedData;
	/** One of the two. */
	jsCode: string;
	sessionKey: string;
}

function readEncrypted(item: Item): EncryptedData {
	const wayOut = 'Give what the mini program received, for instance {{ $json.body.NAME }} behind a webhook.';
	const read = (name: string, label: string) => item.requiredText(name, label, wayOut.replace('NAME', name));
	const encrypted = { encryptedData: read('encryptedData', 'Encrypted Data'), iv: read('iv', 'IV') };
	try {
		checkEncryptedData(encrypted);
	} catch (error) {
		throw unreadable(item, error);
	}
	return encrypted;
}

function unreadable(item: Item, error: unknown): unknown {
	if (!(error instanceof DecryptError)) return error;
	const [name, label] = error.fault === 'iv' ? ['iv', 'IV'] : ['encryptedData', 'Encrypted Data'];
	return item.refuse(`The parameter "${label}" cannot be decrypted: ${error.message}`, error.wayOut, name);
}

function undecryptable(error: unknown): unknown {
	if (!(error instanceof DecryptError)) return error;
	return new WechatError({ message: error.message, description: error.wayOut });
}

export const decryptData: ItemOperation<Parameters> = {
	value: 'decryptData',
	name: 'Decrypt Data',
	action: 'Decrypt user data',
	description:
		'Decrypt the encryptedData of a person (开放数据解密) and check that it was made for this Mini Program',
	onlyOnce: true,
	fields: [
		{
			displayName: 'Encrypted Data',
			name: 'encryptedData',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDc…',
			description: 'The encryptedData that the mini program received from WeChat, exactly as it was',
		},
		{
			displayName: 'IV',
			name: 'iv',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. r7BXXKkLb8qrSNn05n0qiA==',
			description: 'The iv (加密算法的初始向量) that came in the same answer as the encrypted data',
		},
		{
			displayName: 'Code',
			name: 'jsCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0c1NaEFa1zDXMI0eaJFa1mMFbB2NaEFV',
			description:
				'The code of the wx.login before the data was asked for; it is exchanged for the session key. Valid five minutes, works once. Leave it empty when you give a session key.',
		},
		{
			...sessionKeyField,
			description: `${sessionKeyField.description}. Leave it empty when you give a code.`,
		},
	],

	read(item) {
		const encrypted = readEncrypted(item);
		const jsCode = item.text('jsCode');
		const hasKey = item.text('sessionKey') !== '';
		if (hasKey === (jsCode !== '')) {
			throw item.refuse(
				hasKey
					? 'Both "Code" and "Session Key" are filled in'
					: 'Neither "Code" nor "Session Key" is filled in',
				'Give one of the two: the code of wx.login, or the session key of the last login.',
				hasKey ? 'sessionKey' : 'jsCode',
			);
		}
		return { encrypted, jsCode, sessionKey: hasKey ? readSessionKey(item) : '' };
	},

	async run({ encrypted, jsCode, sessionKey }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const session: IDataObject =
			jsCode === '' ? { session_key: sessionKey } : await exchangeCode(api, jsCode);
		const { session_key: key, ...person } = session;
		try {
			const data = decryptUserData({ sessionKey: String(key), encrypted, appId: api.appId });
			// The person's ids come with the login, also where the data itself, such as a phone number, has none.
			return { ...person, ...(data as IDataObject) };
		} catch (error) {
			throw undecryptable(error);
		}
	},
};
