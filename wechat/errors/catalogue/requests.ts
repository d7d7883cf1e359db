// Return codes about how a request is written.
import type { CatalogueEntry } from '../entry';

const FIX_ENCODING =
	'This package sends Chinese text as UTF-8, not as \\uXXXX, so a proxy or a Code node may be escaping it. Send the characters themselves.';

const FIX_PATH =
	'Check the base URL of the credential: a WeChat host such as https://api.weixin.qq.com and nothing behind it. In an HTTP Request node, check path and method.';

const FIX_PARAMETER =
	'Check each parameter of the operation; a value from an expression may be empty or of the wrong kind.';

export const requestCodes = (): CatalogueEntry[] => [
	{
		code: 404,
		name: 'noSuchInterface',
		cause: 'WeChat has no such interface, or not with this method',
		fix: FIX_PATH,
		retry: 'no',
	},
	{
		code: 40400,
		name: 'wrongRequestFormat',
		cause: 'WeChat does not accept this path, method or format',
		fix: FIX_PATH,
		retry: 'no',
	},
	{
		code: 40033,
		name: 'escapedCharacters',
		cause: 'WeChat refuses escaped characters in the request',
		fix: FIX_ENCODING,
		retry: 'no',
	},
	{
		code: 47002,
		name: 'escapedBody',
		cause: 'WeChat refuses escaped characters in the body',
		fix: FIX_ENCODING,
		retry: 'no',
	},
	{
		code: 40038,
		name: 'invalidRequestFormat',
		cause: 'WeChat cannot read the request',
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 40039,
		name: 'invalidUrlLength',
		cause: 'The link is empty or too long',
		fix: 'Shorten the link; 1024 bytes is a safe limit.',
		retry: 'no',
	},
	{
		code: 40048,
		name: 'invalidUrl',
		cause: 'WeChat does not accept this link',
		fix: 'Give a complete link that starts with https://.',
		retry: 'no',
	},
	{
		code: 40066,
		name: 'invalidPath',
		cause: 'WeChat has no interface at this path',
		fix: FIX_PATH,
		retry: 'no',
		kind: 'interface',
		onPath: {
			'/wxa/genwxashortlink': {
				cause: 'The mini program has no such page',
				fix: 'Use a page of the released version of the mini program, with its query if it needs one.',
				kind: 'item',
			},
		},
	},
	{
		code: 61451,
		name: 'invalidParameter',
		cause: 'A parameter is not what WeChat expects',
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 63001,
		name: 'emptyParameter',
		cause: 'A parameter is empty',
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 63002,
		name: 'invalidPageSignature',
		cause: 'The signature of the web page is not valid',
		fix: 'Sign the address of the page exactly as the browser shows it, without the part behind #, with a fresh jsapi_ticket.',
		retry: 'no',
	},
	{
		code: 9001001,
		name: 'invalidPostData',
		cause: 'WeChat does not accept the data of this request',
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 20002,
		name: 'invalidTemplateArgument',
		cause: 'A parameter of the template call is not valid',
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 200002,
		name: 'invalidLibraryArgument',
		cause: 'A parameter of the template library call is not valid',
		fix: FIX_PARAMETER,
		retry: 'no',
	},
];
