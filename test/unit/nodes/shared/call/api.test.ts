// What a node makes of WeChat's answers: which it believes, and when another token is tried.
import { Readable } from 'node:stream'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import { WechatApi } from '../../../../../nodes/shared/call/api';
import { tokenId } from '../../../../../wechat/accessToken';
import { CREDENTIAL, FILE, Host, READ, SEND, errorOf, skipWaits, stored } from './host';

const OK = { errcode: 0, errmsg: 'ok' };
const REJECTED = { errcode: 40001, errmsg: 'invalid credential' };
const REJECTED_HEADER = 'x-wechat-link-rejected-token';
const lost = (code: string) => Object.assign(new Error(code), { code });

afterEach(() => jest.restoreAllMocks());

describe('The credential', () => {
	it('is decrypted once for all calls, and given to n8n with each', async () => {
		const host = new Host([OK]);
		const api = await host.open();
		await api.call(READ);
		await api.call(SEND);
		expect(host.asked).toBe(1);
		const given = { id: '7', name: 'My account', type: CREDENTIAL, data: host.credential };
		expect(host.authenticated).toEqual([given, given]);
	});

	it('has no name where n8n’s node tells none: in a test of it, for one', async () => {
		const host = new Host([OK]);
		host.node = {};
		await (await host.open()).call(READ);
		expect(host.authenticated[0]).toMatchObject({ id: '', name: CREDENTIAL });
		host.node = { credentials: { [CREDENTIAL]: { id: null, name: 'New' } } };
		await (await host.open()).call(READ);
		expect(host.authenticated[1]).toMatchObject({ id: '', name: 'New' });
	});

	it('that n8n does not give ends everything before anything is sent', async () => {
		const host = new Host([OK]);
		const context = { getCredentials: async () => await Promise.reject(new Error('gone')) };
		const error = await errorOf(WechatApi.open(context as never, CREDENTIAL));
		expect(error).toMatchObject({ message: 'gone', reach: 'account', fate: 'neverSent' });
		expect(host.sent).toEqual([]);
	});

	it('is known by what it says', async () => {
		const host = new Host([OK]);
		const api = await host.open();
		expect(api.appId).toBe('wx0a1b2c3d4e5f6789');
		expect(api.usesClassicTokens).toBe(false);
		expect(api.oddity).toBeUndefined();
		const { accountKey } = api;
		host.credential = stored('another');
		expect((await host.open()).accountKey).toBe(accountKey);
		host.credential = stored('first', { tokenEndpoint: 'classic', appSecret: 'abc' });
		const other = await host.open();
		expect(other.accountKey).not.toBe(accountKey);
		expect(other.usesClassicTokens).toBe(true);
		expect(other.oddity).toContain("'App Secret' has 3 characters");
	});

	it('says what no trigger could work with, where it says anything of pushes', async () => {
		const host = new Host([OK]);
		expect((await host.open()).pushState).toEqual({ isGiven: false });
		host.credential = stored('first', {
			pushToken: 'abc',
			encodingAesKey: 'a'.repeat(43),
			pushMode: 'secure',
		});
		expect((await host.open()).pushState).toEqual({ isGiven: true });
		host.credential = stored('first', { pushToken: 'abc', encodingAesKey: 'a', pushMode: 'secure' });
		expect((await host.open()).pushState).toEqual({
			isGiven: true,
			fault: expect.stringContaining("'Encoding AES Key'") as string,
		});
	});

	it('has secrets that may stand in no output; what is short stands in other texts by chance', async () => {
		const host = new Host([OK]);
		const secrets = { pushToken: '8letters', encodingAesKey: 'a'.repeat(43) };
		host.credential = stored('a long token', secrets);
		expect((await host.open()).secrets).toEqual([
			host.credential.appSecret,
			'a long token',
			secrets.encodingAesKey,
			secrets.pushToken,
		]);
		host.credential = { ...stored('x', { pushToken: '7letter' }), accessToken: '' };
		expect((await host.open()).secrets).toEqual([host.credential.appSecret]);
	});

	it('leads to pages on WeChat’s hosts, and in a sandbox on this machine to its own', async () => {
		const host = new Host([OK]);
		const own = await host.open();
		expect(own.publicUrl('/cgi-bin/showqrcode', { ticket: 'a b/c' })).toBe(
			'https://wechat.example:8443/cgi-bin/showqrcode?ticket=a+b%2Fc',
		);
		expect(own.pageBase('https://open.weixin.qq.com')).toBe('https://open.weixin.qq.com');
		host.credential = stored('first', { baseUrl: 'http://127.0.0.1:4010' });
		expect((await host.open()).pageBase('https://open.weixin.qq.com')).toBe('http://127.0.0.1:4010');
	});
});

describe('An answer', () => {
	it.each<[what: string, answer: object, call: object]>([
		['errcode 0', OK, {}],
		['errcode 0 as text, as some interfaces write it', { errcode: '0' }, {}],
		['a code that is an answer here', { errcode: 46001 }, { answers: [46003, 46001] }],
		['no errcode, but what the interface returns', { openid: 'o' }, { returns: ['ticket', 'openid'] }],
	])('with %s is one', async (_, answer, more) => {
		const api = await new Host([answer]).open();
		expect(await api.call({ ...READ, ...more })).toEqual(answer);
	});

	it.each<[what: string, answer: object, call: object]>([
		['JSON of a gateway', { message: 'Forbidden' }, {}],
		['JSON of a gateway, whatever the interface returns', { message: 'Forbidden' }, { returns: ['openid'] }],
	])('that is %s is none of WeChat’s, and the call may have been carried out', async (_, answer, more) => {
		const api = await new Host([answer]).open();
		const error = await errorOf(api.call({ ...SEND, ...more }));
		expect(error.message).toBe("The answer from wechat.example:8443 is not one of WeChat's (HTTP 200)");
		expect(error.fate).toBe('unsafe');
	});

	it('that is a file goes into n8n’s store as it comes, and nothing else is asked for as a stream', async () => {
		const headers = { 'content-type': 'audio/amr' };
		const host = new Host([
			() => ({ statusCode: 200, headers, body: Readable.from([Buffer.from('a voice')]) }),
			OK,
		]);
		const api = await host.open();
		const binary = { data: 'a voice', fileName: 'a-file.amr', mimeType: 'audio/amr' };
		expect(await api.download(READ, FILE)).toEqual({ binary, bytes: 7 });
		await api.call(READ);
		expect(host.sent.map(({ encoding }) => encoding)).toEqual(['stream', 'text']);
		expect(host.sent.map(({ headers }) => headers)).toEqual([{ 'accept-encoding': 'identity' }, {}]);
	});

	it('that comes instead of a file is what it is anywhere: an answer, a refusal, or a token that has ended', async () => {
		const says = (answer: object) => () => ({
			statusCode: 200,
			headers: { 'content-type': 'audio/amr' },
			body: Readable.from([Buffer.from(JSON.stringify(answer))]),
		});
		const host = new Host([
			says(REJECTED),
			says({ video_url: 'https://video.example/a' }),
			says({ errcode: 40007 }),
		]);
		const api = await host.open();
		expect(await api.download({ ...READ, returns: ['video_url'] }, FILE)).toEqual({
			video_url: 'https://video.example/a',
		});
		expect(host.sent).toHaveLength(2);
		expect((await errorOf(api.download(READ, FILE))).explanation?.errcode).toBe(40007);
	});

	it('that breaks off within a file is asked for again where that does no harm', async () => {
		skipWaits();
		const broken = () => ({
			statusCode: 200,
			headers: { 'content-type': 'audio/amr' },
			body: Readable.from(
				(async function* () {
					yield await Promise.resolve(Buffer.alloc(100));
					throw lost('ECONNRESET');
				})(),
			),
		});
		const whole = () => ({ ...broken(), body: Readable.from([Buffer.from('a voice')]) });
		const host = new Host([broken, broken, whole]);
		expect(await (await host.open()).download(READ, FILE)).toMatchObject({ bytes: 7 });
		expect(host.sent).toHaveLength(3);
		const error = await errorOf((await new Host([broken]).open()).download({ ...SEND }, FILE));
		expect(error).toMatchObject({
			fate: 'unsafe',
			description: expect.stringContaining('ECONNRESET') as string,
		});
	});

	it('means what it means for the kind of call', async () => {
		const said = async (kind?: 'login' | 'token' | 'person') =>
			(await errorOf((await new Host([REJECTED]).open()).call({ ...READ, kind }))).description;
		// Where AppID and AppSecret are sent, it is the AppSecret that is not valid; elsewhere the token.
		expect(await said('login')).toContain('AppSecret');
		expect(await said('token')).toContain('AppSecret');
		expect(await said('person')).not.toContain('AppSecret');
	});

	it('that no token could be had says that nothing was sent', async () => {
		skipWaits();
		const host = new Host([lost('ECONNRESET')]);
		const api = await host.open();
		expect(await errorOf(api.call(SEND))).toMatchObject({ fate: 'neverSent' });
		// A login needs no token: it went out.
		expect(await errorOf(api.call({ ...SEND, kind: 'login' }))).toMatchObject({ fate: 'unsafe' });
	});
});

describe('A token that WeChat rejects', () => {
	/** WeChat rejects the first so many tokens. */
	const rejecting = (count: number, more = {}) => {
		const host = new Host([...new Array<object>(count).fill(REJECTED), OK]);
		host.credential = stored('first', more);
		return host;
	};

	it('is named, and the call made once more with another', async () => {
		const host = rejecting(1);
		expect(await (await host.open()).call(SEND)).toEqual(OK);
		expect(host.sent.map(({ headers }) => headers?.[REJECTED_HEADER])).toEqual([undefined, tokenId('first')]);
	});

	it('and another one end the call, and every further one of this interface', async () => {
		const host = rejecting(2);
		const api = await host.open();
		const error = await errorOf(api.call(SEND));
		expect(error).toMatchObject({ reach: expect.stringMatching(/interface|account/) as string });
		expect(host.sent).toHaveLength(2);
		expect((await errorOf(api.call(SEND))).description).toContain('This item was not tried');
		expect(host.sent).toHaveLength(2);
	});

	it('of the classic endpoint may be followed by a second dead one', async () => {
		const host = rejecting(2, { tokenEndpoint: 'classic' });
		expect(await (await host.open()).call(SEND)).toEqual(OK);
		expect(host.sent[2].headers?.[REJECTED_HEADER]).toBe([tokenId('first'), tokenId('second')].join());
		await errorOf((await rejecting(3, { tokenEndpoint: 'classic' }).open()).call(SEND));
	});

	it('is looked for in the credential anew: another execution may have left a better one', async () => {
		const host = rejecting(1);
		const api = await host.open();
		host.credential = stored('second');
		await api.call(SEND);
		expect(host.asked).toBe(2);
		expect(host.authenticated[1]).toMatchObject({ data: host.credential });
	});

	it('is not read again where the credential has another already', async () => {
		const host = rejecting(1);
		host.credential = stored('of this execution since');
		await (await host.open()).call(SEND);
		expect(host.asked).toBe(1);
	});

	it('is read again once for all calls that met it at the same time, and again when one does later', async () => {
		const host = new Host([REJECTED, REJECTED, OK, OK, REJECTED, OK]);
		const api = await host.open();
		await Promise.all([api.call(SEND), api.call(SEND)]);
		expect(host.asked).toBe(2);
		await api.call(SEND);
		expect(host.asked).toBe(3);
	});

	it('is read where it stands no more as a record, too', async () => {
		const host = rejecting(1);
		host.credential = { ...stored('first'), accessToken: '' };
		await (await host.open()).call(SEND);
		expect(host.asked).toBe(2);
	});
});
