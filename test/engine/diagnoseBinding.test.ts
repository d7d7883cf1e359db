// Whether Diagnose finds out that the account is bound to an Open Platform account.
import type { INodeParameters } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { diagnosed } from './support/diagnosis';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

describe('Diagnose: Open Platform binding', () => {
	const binding = async (node: AccountName, more: INodeParameters = {}) =>
		(await diagnosed(fixture, node, more)).find('Open Platform binding');
	const loginCode = async () => {
		const [person] = await fixture.client.people({ usesMiniProgram: true, limit: 1 });
		return { jsCode: (await fixture.client.login(person.id)).code };
	};

	it('looks at the first follower of an Official Account', async () => {
		expect(await binding('officialAccount')).toMatchObject({ ok: true });
		await fixture.client.settings({ bound: false });
		expect(await binding('officialAccount')).toMatchObject({
			ok: false,
			fix: expect.stringContaining('开放平台 › 绑定关系 › 小程序'),
		});
	});

	it('has nothing to look at without followers', async () => {
		const body = '{"total":0,"count":0,"next_openid":""}';
		const http = { status: 200, body, contentType: 'text/plain' };
		await fixture.client.fault({ path: '/cgi-bin/user/get', times: -1, http });
		expect(await binding('officialAccount')).toMatchObject({ ok: null });
	});

	it('recognises an account that is not verified', async () => {
		await fixture.client.fault({
			path: '/cgi-bin/user/get',
			times: -1,
			errcode: 48001,
			errmsg: 'api unauthorized',
		});
		const { find } = await diagnosed(fixture, 'officialAccount');
		expect(find('Account kind')).toMatchObject({
			ok: false,
			finding: expect.stringContaining('without the rights of a verified one'),
		});
		expect(find('Open Platform binding')).toMatchObject({ ok: null });
	});

	it('looks at a login of a mini program, when it is given one', async () => {
		expect(await binding('miniProgram')).toMatchObject({ ok: null });
		expect(await binding('miniProgram', await loginCode())).toMatchObject({ ok: true });
		await fixture.client.settings({ bound: false });
		expect(await binding('miniProgram', await loginCode())).toMatchObject({ ok: false });
		expect(await binding('miniProgram', { jsCode: 'made-up' })).toMatchObject({
			ok: false,
			fix: expect.stringContaining('40029'),
		});
	});
});
