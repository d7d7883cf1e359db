// Return codes of signed and encrypted calls (API安全), which an account can demand.
import type { CatalogueEntry } from '../entry';

const FIX_SIGNED = {
	en: 'This account demands signed and encrypted calls, which this package does not make. Switch API安全 off in the console: 开发管理 › 开发设置 › API安全.',
	zh: '该账号开启了接口签名与加密，本节点不支持。请在后台 开发管理 › 开发设置 › API安全 中关闭。',
};

export const signedCallCodes = (): CatalogueEntry[] => [
	{
		code: 40230,
		name: 'signedCall40230',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40231,
		name: 'signedCall40231',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40232,
		name: 'signedCall40232',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40233,
		name: 'signedCall40233',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40234,
		name: 'signatureRefused',
		cause: { en: 'WeChat does not accept the signature of the call', zh: '接口签名不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40235,
		name: 'encryptionRefused',
		cause: { en: 'WeChat does not accept the encryption of the call', zh: '接口加密不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40236,
		name: 'signedCall40236',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40237,
		name: 'signedAppIdMismatch',
		cause: {
			en: 'The AppID of the signed call is not the one of the token',
			zh: '签名请求的 AppID 与 token 不一致',
		},
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40238,
		name: 'signedCall40238',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40239,
		name: 'signedCall40239',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40240,
		name: 'signedCall40240',
		cause: { en: 'This account demands signed calls', zh: '该账号要求接口签名，请求的签名信息缺失或不正确' },
		fix: FIX_SIGNED,
		retry: 'no',
		stopsAll: true,
	},
];
