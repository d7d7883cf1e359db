// What WeChat recorded of a call, by its rid; nothing secret comes out.
import type { IDataObject } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

const LOOK_UP = '/cgi-bin/openapi/rid/get';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});
afterEach(() => jest.restoreAllMocks());

const explain = (rid: string) => ({ resource: 'account', operation: 'explainRequest', rid });
const unknownTag = { resource: 'tag', operation: 'delete', tagId: { __rl: true, mode: 'id', value: '4711' } };

/** Of a call that WeChat refuses, from the item that failed. */
async function refusedCall(): Promise<{ rid: string; description: string }> {
	const { json } = await fixture.officialAccount(unknownTag, { continueOnFail: true });
	const description = String(json[0].description);
	return { rid: /rid ([0-9a-f-]{26})/.exec(description)?.[1] ?? 'none', description };
}

it.each([
	['as it is', ({ rid }: { rid: string }) => rid],
	['with blanks around it', ({ rid }: { rid: string }) => ` ${rid}\n`],
	['with its name', ({ rid }: { rid: string }) => `rid: ${rid}`],
	['with the colon of a Chinese keyboard', ({ rid }: { rid: string }) => `RID\uff1a${rid.toUpperCase()}`],
	["in WeChat's message", ({ rid }: { rid: string }) => `invalid tag id rid: ${rid}`],
	["in the node's message", ({ description }: { description: string }) => description],
])('explains a rid %s', async (_, given) => {
	const refused = await refusedCall();
	const { json, error, hints } = await fixture.officialAccount(explain(given(refused)));
	expect(error).toBeUndefined();
	expect(hints).toEqual([expect.stringMatching(/^1 request: 1 refused with \d+$/)]);
	expect(json).toEqual([
		{
			rid: refused.rid,
			invoke_time: expect.any(Number),
			cost_in_ms: expect.any(Number),
			request_url: expect.stringContaining('access_token='),
			request_body: '{"tag":{"id":4711}}',
			response_body: expect.stringMatching(/^\{"errcode":\d+\}$/),
			client_ip: expect.any(String),
		},
	]);
});

it('hides token and secrets wherever they stand', async () => {
	await refusedCall();
	const { appSecret, encodingAesKey } = fixture.accounts.officialAccount;
	const { token } = JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as { token: string };
	const request = {
		invoke_time: 1_635_927_298,
		cost_in_ms: 100,
		request_url: `access_token=${token}&lang=zh_CN`,
		request_body: JSON.stringify({ appid: 'wx1', secret: appSecret, note: `x${appSecret}x` }),
		response_body: JSON.stringify({ access_token: token, key: encodingAesKey, errcode: 45009 }),
		client_ip: '113.108.74.20',
	};
	const body = JSON.stringify({ errcode: 0, errmsg: 'ok', request });
	await fixture.client.fault({ path: LOOK_UP, http: { status: 200, body, contentType: 'application/json' } });
	const { json, record } = await fixture.officialAccount(explain('60c1a8ab-0d5aa8d1-5a4ba3a1'));
	expect(json[0]).toMatchObject({
		invoke_time: 1_635_927_298,
		request_url: 'access_token=[hidden]&lang=zh_CN',
		client_ip: '113.108.74.20',
	});
	expect(json[0].response_body).toContain('"errcode":45009');
	for (const secret of [token, appSecret, encodingAesKey]) expect(record).not.toContain(secret);
});

it('explains a rid that WeChat does not know, of another account, of a login and of last week', async () => {
	const { rid } = await refusedCall();
	const ofLogin = async () => {
		await fixture.miniProgram(
			{ resource: 'login', operation: 'code2Session', jsCode: '0made-up' },
			{ continueOnFail: true },
		);
		const [call] = await fixture.client.calls({ path: '/sns/jscode2session' });
		return String(call.rid);
	};
	const codeOf = async (
		answer: Promise<{ error?: { httpCode?: string | null; description?: string | null } }>,
	) => {
		const { error } = await answer;
		return [error?.httpCode, error?.description];
	};
	const wayOut = expect.stringContaining('within 7 days') as unknown;
	const unknown = fixture.officialAccount(explain('00000000-00000000-00000000'));
	expect(await codeOf(unknown)).toEqual(['76001', wayOut]);
	expect(await codeOf(fixture.miniProgram(explain(rid)))).toEqual(['76003', wayOut]);
	expect(await codeOf(fixture.miniProgram(explain(await ofLogin())))).toEqual(['76022', wayOut]);
	await fixture.client.fault({ path: LOOK_UP, errcode: 76002, errmsg: 'invalid rid' });
	expect(await codeOf(fixture.officialAccount(explain(rid)))).toEqual(['76002', wayOut]);
	await fixture.client.advanceClock(8 * 86_400_000);
	fixture.saveCredentials();
	expect(await codeOf(fixture.officialAccount(explain(rid)))).toEqual(['76004', wayOut]);
});

it('goes on after a rid that WeChat does not know', async () => {
	const { rid } = await refusedCall();
	const items: IDataObject[] = [{ rid: '00000000-00000000-00000000' }, { rid }, { rid: 'none' }];
	const { json } = await fixture.officialAccount(explain('={{ $json.rid }}'), {
		items,
		continueOnFail: true,
	});
	expect(json).toMatchObject([{ errcode: 76001 }, { rid }, { error: expect.stringContaining("'RID'") }]);
});

it('works for a mini program', async () => {
	await fixture.miniProgram({
		resource: 'account',
		operation: 'getQuota',
		cgiPath: 'custom',
		customPath: '/wxa/none',
	});
	const [call] = await fixture.client.calls({ path: '/cgi-bin/openapi/quota/get' });
	const { json } = await fixture.miniProgram(explain(String(call.rid)));
	expect(json[0]).toMatchObject({ rid: call.rid, request_body: '{"cgi_path":"/wxa/none"}' });
});

it.each([
	['nothing', '={{ " " }}'],
	['something else', 'invalid tag id'],
	['a cut rid', '60c1a8ab-0d5aa8d1'],
	['a UUID', 'rid: 60c1a8ab-0d5a-a8d1-5a4b-a3a160c1a8ab'],
	['two rids', 'rid: 60c1a8ab-0d5aa8d1-5a4ba3a1, rid: 60c1a8ab-0d5aa8d1-5a4ba3a2'],
])('refuses %s before any call', async (_, rid) => {
	const { error } = await fixture.officialAccount(explain(rid));
	expect(error?.context).toMatchObject({ parameter: 'rid', itemIndex: 0 });
	expect(await fixture.calls(LOOK_UP)).toBe(0);
	expect(await fixture.allCalls()).toBe(0);
});
