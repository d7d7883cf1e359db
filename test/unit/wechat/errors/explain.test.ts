import { explain } from '../../../../wechat/errors/explain';

const RID = '66f43076-1b2c3d4e-5f6a7b8c';

describe('what an explanation says', () => {
	it('names the IP to whitelist and keeps the rid', () => {
		const explanation = explain({
			errcode: 40164,
			errmsg: `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: ${RID}`,
			call: 'token',
		});
		expect(explanation.headline).toBe("This server's IP is not on the account's whitelist");
		expect(explanation.description).toContain(
			'Add 203.0.113.7 under 微信开发者平台 (developers.weixin.qq.com/platform) › 我的业务 › 公众号/服务号 › 基础信息 › 开发密钥 › API IP白名单',
		);
		expect(explanation.description).toContain(`(errcode 40164, rid ${RID})`);
		expect(explanation).toMatchObject({ ip: '203.0.113.7', rid: RID, retry: 'no', kind: 'account' });
	});

	it.each([
		['access clientip is not registered requestIP: 198.51.100.4 rid: 6a-b', '198.51.100.4'],
		['invalid ip ::ffff:198.51.100.4, not in whitelist', '198.51.100.4'],
		['invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist', '2001:db8::7'],
		['invalid ip address', undefined],
	])('reads the IP of %p', (errmsg, ip) => {
		expect(explain({ errcode: 61004, errmsg }).ip).toBe(ip);
	});

	it('speaks of the public address when WeChat names none', () => {
		const { description } = explain({ errcode: 40164 });
		expect(description).toContain("Add this server's public IP address");
		expect(description).not.toMatch(/[{}]/);
	});

	it.each([
		[`invalid appid rid: ${RID}`, RID],
		[`invalid code, rid: ${RID}`, RID],
		['invalid appid hint: [Xa0k_0123]', 'Xa0k_0123'],
		['code been used, hints: [ req_id: FfDaRBNe-abc ]', 'FfDaRBNe-abc'],
		['invalid appid', undefined],
		[`rid: ${'0123456789abcdef'.repeat(2)}`, undefined],
	])('reads the trace id of %p', (errmsg, rid) => {
		expect(explain({ errcode: 40013, errmsg }).rid).toBe(rid);
	});

	it.each([
		['argument invalid! data.thing1.value invalid rid: a-b', 'thing1'],
		['argument invalid! data.time2.value is emtpy rid: a-b', 'time2'],
		['argument invalid! data.character_string13.value rid: a-b', 'character_string13'],
		['thing01.DATA is invalid', 'thing01'],
	])('names the template field of %p', (errmsg, field) => {
		const explanation = explain({ errcode: 47003, errmsg });
		expect(explanation.field).toBe(field);
		expect(explanation.description).toContain(`Correct "${field}"`);
	});
});

describe('codes whose meaning depends on the call', () => {
	it('takes 40001 on a token or login call for a wrong secret, never for a stale token', () => {
		for (const call of ['token', 'login'] as const) {
			expect(explain({ errcode: 40001, call })).toMatchObject({
				headline: "The AppSecret is not this account's",
				refreshesToken: false,
				kind: 'account',
			});
		}
		expect(explain({ errcode: 40001, call: 'api' })).toMatchObject({ refreshesToken: true, kind: 'item' });
	});

	it('takes 40013 on a customer message for a message type the account may not send', () => {
		const { headline } = explain({ errcode: 40013, path: '/cgi-bin/message/custom/send' });
		expect(headline).toBe('This account may not send this type of message');
		expect(explain({ errcode: 40013, call: 'token' }).headline).toBe('WeChat does not know this AppID');
	});

	it.each([40001, 40014, 42001])('asks for a new token on %p', (errcode) => {
		expect(explain({ errcode }).refreshesToken).toBe(true);
	});
});

describe('people who cannot be reached', () => {
	it.each([
		[43004, 'notFollowing'],
		[50005, 'notFollowing'],
		[43101, 'notSubscribed'],
		[43019, 'blocked'],
		[48002, 'blocked'],
	])('%p means %p', (errcode, unreachable) => {
		expect(explain({ errcode })).toMatchObject({ unreachable, kind: 'person', retry: 'no' });
	});
});

describe('answers nobody expected', () => {
	it("keeps WeChat's own words for an unknown code", () => {
		const explanation = explain({ errcode: 1234567, errmsg: `strange thing rid: ${RID}` });
		expect(explanation.description).toContain('strange thing');
		expect(explanation).toMatchObject({ retry: 'no', kind: 'item', refreshesToken: false });
	});

	it.each([
		['40164', 40164],
		[40164n, 40164],
		[{ toString: () => '40164' }, 40164],
		['-1', -1],
		['40164.0', 40164],
	])('reads the errcode %p', (errcode, expected) => {
		expect(explain({ errcode }).errcode).toBe(expected);
	});

	it.each([undefined, null, 'oops', {}, ''])('says so when there is no errcode but %p', (errcode) => {
		const explanation = explain({ errcode, errmsg: 12 });
		expect(explanation.errcode).toBeNaN();
		expect(explanation.description).toContain('(no errcode)');
	});

	it('never repeats a token or a secret', () => {
		const token = `84_${'aB3_-x'.repeat(24)}`;
		const secret = '0123456789abcdef'.repeat(2);
		const sessionKey = Buffer.alloc(16, 'key').toString('base64');
		for (const errcode of [123456, 40001, 'none']) {
			const text = JSON.stringify(
				explain({
					errcode,
					errmsg: `bad access_token=${token} and ${token}, secret: "${secret}" ${secret} key ${sessionKey} js_code=0a1B2c rid: ${RID}`,
				}),
			);
			expect(text).not.toContain(token.slice(3, 20));
			expect(text).not.toContain(secret);
			expect(text).not.toContain(sessionKey);
			expect(text).not.toContain('0a1B2c');
			expect(text).toContain(RID);
		}
	});
});
