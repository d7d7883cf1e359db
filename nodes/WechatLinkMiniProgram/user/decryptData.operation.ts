// Decrypt data: what wx.getUserProfile, wx.getWeRunData and the like hand out, in the clear.
import type { IDataObject } from 'n8n-workflow';
import { DecryptError, checkEncryptedData, decryptUserData } from '../../../wechat/decrypt';
import type { EncryptedData } from '../../../wechat/decrypt';
import { WechatError } from '../../shared/call/errors';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
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
	const read = (name: string, label: string) => {
		item.requiredText(name, label, wayOut.replace('NAME', name));
		// With its outer blanks: one of them may have been a plus sign.
		return String(item.parameter(name));
	};
	const encrypted = { encryptedData: read('encryptedData', 'Encrypted Data'), iv: read('iv', 'IV') };
	try {
		checkEncryptedData(encrypted);
	} catch (error) {
		throw unreadable(item, error);
	}
	return { encryptedData: encrypted.encryptedData.trim(), iv: encrypted.iv.trim() };
}

function unreadable(item: Item, error: unknown): unknown {
	if (!(error instanceof DecryptError)) return error;
	const [name, label] = error.fault === 'iv' ? ['iv', 'IV'] : ['encryptedData', 'Encrypted Data'];
	return item.refuse(`The parameter '${label}' cannot be decrypted: ${error.message}`, error.wayOut, name);
}

function undecryptable(error: unknown): unknown {
	if (!(error instanceof DecryptError)) return error;
	return new WechatError({ message: error.message, description: error.wayOut });
}

/** What WeChat calls the person's ids in its answers, and in the data that it encrypts. */
const ID_NAMES = { openid: ['openid', 'openId'], unionid: ['unionid', 'unionId'] } as const;

/**
 * Encrypted user data has nothing that shows whether somebody altered it on its way (AES-CBC without a MAC), and it comes
 * from the person's own device. Who the person is, only the login says.
 *
 * @param person what WeChat answered to the login code
 * @throws WechatError when the data names somebody else
 */
function checkSamePerson(person: IDataObject, data: IDataObject): void {
	for (const [id, names] of Object.entries(ID_NAMES)) {
		const known = person[id];
		const differs = (name: string) => name in data && data[name] !== known;
		// WeChat itself writes openId and unionId into its data. The login's own spelling is the login's alone.
		const [ofLogin, ofData] = names;
		if (!differs(ofLogin) && (known === undefined || !differs(ofData))) continue;
		throw new WechatError({
			message: `The encrypted data names another person: its ${id} is not the one of the login`,
			description:
				'Nothing of it is put out. Either it was made in another login (call wx.login first, then ask for the data, and send both), or somebody altered it.',
		});
	}
}

export const decryptData = defineOperation<Parameters>({
	value: 'decryptData',
	name: 'Decrypt Data',
	action: 'Decrypt user data',
	calls: ['/sns/jscode2session'],
	description: 'Decrypt the encryptedData of a person and check that it was made for this Mini Program',
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
			description: 'The iv that came in the same answer as the encrypted data',
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
					? "Both 'Code' and 'Session Key' are filled in"
					: "Neither 'Code' nor 'Session Key' is filled in",
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
			const data = decryptUserData({ sessionKey: String(key), encrypted, appId: api.appId }) as IDataObject;
			if (jsCode !== '') checkSamePerson(person, data);
			// The person's ids come with the login, also where the data itself, such as a phone number, has none.
			return { ...data, ...person };
		} catch (error) {
			throw undecryptable(error);
		}
	},
});
