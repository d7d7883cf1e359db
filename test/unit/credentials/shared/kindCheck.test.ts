// Which kind of account WeChat has issued a token to: told by whose interfaces it knows a quota of
// (docs/wechat/tokens.md#quotas).
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Helpers } from '../../../../credentials/shared/asking';
import { assertKind } from '../../../../credentials/shared/kindCheck';
import type { Account } from '../../../../wechat/account';
import { MINI_PROGRAM, OFFICIAL_ACCOUNT } from '../../../../wechat/accountKinds';

const account: Account = {
	appId: 'wx0123456789abcdef',
	appSecret: '0123456789abcdef'.repeat(2),
	baseUrl: 'https://wechat.example',
	tokenEndpoint: 'stable',
};
/** WeChat's example answer. */
const quota = { daily_limit: 500_000, used: 0, remain: 500_000 };
const known = { errcode: 0, errmsg: 'ok', quota };
const unknown = { errcode: 76021, errmsg: 'cgi_path not found, please check' };

/** @returns what is asked, and whether the account is taken for one of the other kind */
async function check(answers: { own: unknown; other?: unknown }) {
	const asked: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => {
			asked.push(options);
			const { cgi_path: path } = JSON.parse(String(options.body)) as { cgi_path: string };
			const answer = path === OFFICIAL_ACCOUNT.ownPath ? answers.own : answers.other;
			if (answer instanceof Error) throw answer;
			return await Promise.resolve(typeof answer === 'string' ? answer : JSON.stringify(answer));
		},
	} as unknown as Helpers;
	const refusal = await assertKind(helpers, account, 'a token', OFFICIAL_ACCOUNT).then(
		() => undefined,
		(error: Error) => error.message,
	);
	return { asked, isOther: refusal?.includes('those of a mini program') ?? false };
}

it('The question is what WeChat documents, goes to the own host, and follows nobody elsewhere', async () => {
	const { asked } = await check({ own: known });
	expect(asked).toEqual([
		{
			method: 'POST',
			url: 'https://wechat.example/cgi-bin/openapi/quota/get',
			qs: { access_token: 'a token' },
			body: JSON.stringify({ cgi_path: '/cgi-bin/user/get' }),
			headers: { 'content-type': 'application/json' },
			encoding: 'text',
			timeout: expect.any(Number) as number,
			disableFollowRedirect: true,
		},
	]);
});

it('An account that has the interface is asked nothing further', async () => {
	expect((await check({ own: known, other: known })).asked).toHaveLength(1);
	expect((await check({ own: { quota }, other: known })).asked).toHaveLength(1);
});

it('One that has it not, and has that of the other kind, is of the other kind', async () => {
	const { asked, isOther } = await check({ own: unknown, other: known });
	expect(isOther).toBe(true);
	expect(asked.map(({ body }) => JSON.parse(String(body)) as object)).toEqual(
		[OFFICIAL_ACCOUNT, MINI_PROGRAM].map(({ ownPath }) => ({ cgi_path: ownPath })),
	);
	expect((await check({ own: { ...unknown, quota }, other: { quota } })).isOther).toBe(true);
	expect((await check({ own: { errcode: 0, errmsg: 'ok' }, other: known })).isOther).toBe(true);
});

it.each<[what: string, own: unknown, other: unknown]>([
	['knows neither', unknown, unknown],
	['does not say what the quota of the other is', unknown, { errcode: 0, errmsg: 'ok' }],
	['refuses the second question with a quota in it', unknown, { ...unknown, quota }],
	['does not answer the second question', unknown, new Error('read ECONNRESET')],
	['does not answer', new Error('read ECONNRESET'), known],
	['has a gateway in front that answers', '<html>Bad gateway</html>', known],
])('Where WeChat %s, nothing is said against the account', async (_, own, other) => {
	expect((await check({ own, other })).isOther).toBe(false);
});
