// n8n hands the same object to every message of a run: reading it anew would hash the AppSecret and parse the token each time.
import { readCredential } from '../../../../credentials/shared/reading';

const credential = () => ({
	appId: 'wx0123456789abcdef',
	appSecret: '0123456789abcdef'.repeat(2),
	baseUrl: 'https://api.weixin.qq.com',
	tokenEndpoint: 'stable',
	accessToken: '',
});

it('A credential is read once, as long as it says the same', () => {
	const credentials = credential();
	expect(readCredential(credentials)).toBe(readCredential(credentials));
});

it.each<[what: string, change: (of: ReturnType<typeof credential>) => void]>([
	['another token', (of) => (of.accessToken = '{"token":"t"}')],
	['another secret', (of) => (of.appSecret = 'f'.repeat(32))],
	['one field more', (of) => Object.assign(of, { pushToken: 'abc' })],
	['one field less', (of) => Reflect.deleteProperty(of, 'accessToken')],
	[
		'one field in the place of another',
		(of) => {
			Reflect.deleteProperty(of, 'accessToken');
			Object.assign(of, { pushToken: '' });
		},
	],
])('It is read again when n8n has written into it: %s', (_, change) => {
	const credentials = credential();
	const before = readCredential(credentials);
	change(credentials);
	expect(readCredential(credentials)).not.toBe(before);
});
