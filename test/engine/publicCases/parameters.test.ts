// Cases that people who do this job ran into, as a table: what is typed or dragged into a field, and what reaches WeChat.
// Where each was seen stands beside it; test/unit/publicCases/list.test.ts tells where each case stands.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { AccountName, TemplateView } from '../../../sandbox/types';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';
import { sampleValues } from '../support/samples';
import { Fixture, inOwnFixture } from '../support/fixture';

const CODE = '/wxa/getwxacodeunlimit';
const SCHEME = '/wxa/generatescheme';
const QR = '/cgi-bin/qrcode/create';
const SEND = '/cgi-bin/message/template/send';

let fixture: Fixture;
let template: TemplateView;
let openid: string;
inOwnFixture(async (opened) => {
	fixture = opened;
	const { officialAccount } = await fixture.client.templates();
	template = officialAccount.find(({ content }) => content.includes('{{thing1.DATA}}')) as TemplateView;
	const [person] = await fixture.client.people({ follows: true, limit: 1 });
	openid = String(person.officialAccountOpenid);
});

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

interface Run {
	node: AccountName;
	parameters: IDataObject;
}
const code = (more: IDataObject): Run => ({
	node: 'miniProgram',
	parameters: { resource: 'link', operation: 'createQrCode', scene: 'a', ...more },
});
const scheme = (more: IDataObject): Run => ({
	node: 'miniProgram',
	parameters: { resource: 'link', operation: 'createScheme', ...more },
});
const qr = (more: IDataObject): Run => ({
	node: 'officialAccount',
	parameters: { resource: 'qrCode', operation: 'create', ...more },
});
/** An openid of the sandbox and a template of its library where the case does not say otherwise. */
const message = (more: IDataObject = {}): Run => ({
	node: 'officialAccount',
	parameters: {
		resource: 'templateMessage',
		operation: 'send',
		openid,
		templateId: locator(template.id),
		fieldsMode: 'json',
		fieldsJson: JSON.stringify(sampleValues(template.keys, 'Order')),
		...more,
	},
});
const linkTo = (url: string) => message({ jumpTo: 'url', url });
const page = (miniProgramPath: string) =>
	message({ jumpTo: 'miniProgram', miniProgramAppId: fixture.accounts.miniProgram.appId, miniProgramPath });

const run = async ({ node, parameters }: Run, items: IDataObject[] = [{}]) =>
	await fixture[node](parameters as INodeParameters, { items });
const lastBody = async (path: string) => (await fixture.client.calls({ path })).at(-1)?.body as IDataObject;

describe('what reaches WeChat', () => {
	type Row = [id: string, what: string, make: () => Run, path: string, right: object, source: string];
	const rows: Row[] = [
		...['false', 'FALSE'].map((text): Row => [
			'C9',
			`switches as the text ${text}`,
			() => code({ options: { checkPath: `={{ "${text}" }}`, isHyaline: `={{ "${text}" }}` } }),
			CODE,
			{ check_path: false, is_hyaline: false },
			'community 000e60184a0ca8ef752e9923651800 and two more',
		]),
		[
			'K51',
			'a question mark in front of the query',
			() => scheme({ query: '=?a=1' }),
			SCHEME,
			{ jump_wxa: { query: 'a=1' } },
			'community/q oCJUsw8AGowNB7…',
		],
		[
			'K52',
			'& is itself in the body, not an escape (the sandbox refuses those)',
			() => scheme({ query: 'a=1&b=2' }),
			SCHEME,
			{ jump_wxa: { query: 'a=1&b=2' } },
			'community/q oCJUswxOXH15j9nqAzvtf8QwlI3M',
		],
		[
			'K53',
			'a slash in front of the page of a code',
			() => code({ page: '/pages/order/detail' }),
			CODE,
			{ page: 'pages/order/detail' },
			'community/q oCJUsw_7IgH83… (41030)',
		],
		[
			'K54',
			'a slash in front of the page of a message, a Chinese query behind it',
			() => page('/pages/order/detail?name=张三'),
			SEND,
			{ miniprogram: { pagepath: 'pages/order/detail?name=张三' } },
			'CSDN VLilyV 82351076, weixin_34177064 91824012',
		],
		[
			'K55',
			'a line end in front of the openid',
			() => message({ openid: `={{ "\\r${openid}" }}` }),
			SEND,
			{},
			'community/q oCJUsw4NPBx6JTODjXw5RzEVK8Sw',
		],
		...[' ', '\n', '\u3000', '\u00a0'].map((blank): Row => [
			'K56',
			`openid and template id between ${JSON.stringify(blank)}`,
			() => message({ openid: `${blank}${openid}${blank}`, templateId: locator(`${template.id}${blank}`) }),
			SEND,
			{},
			'common slip',
		]),
		...[
			'https://example.com/订单?a=1',
			'https://example.com/?redirect_uri=https%3A%2F%2Fx',
			'HTTPS://EXAMPLE.COM/a',
		].map((url): Row => ['K58', url, () => linkTo(url), SEND, { url }, 'common slip']),
		['K59', 'scene 12345', () => code({ scene: '={{ 12345 }}' }), CODE, { scene: '12345' }, 'common slip'],
		[
			'K59',
			'scene_id 123, expire_seconds "600"',
			() => qr({ actionName: 'QR_SCENE', scene: '={{ 123 }}', expireSeconds: '={{ "600" }}' }),
			QR,
			{ action_info: { scene: { scene_id: 123 } }, expire_seconds: 600 },
			'common slip',
		],
		[
			'K59',
			'expireInterval "30"',
			() => scheme({ expireInterval: '={{ "30" }}' }),
			SCHEME,
			{ expire_interval: 30 },
			'common slip',
		],
		...['渠道一', '一'.repeat(64), '{"shop":3}'].map((scene): Row => [
			'K60',
			scene.slice(0, 12),
			() => qr({ actionName: 'QR_STR_SCENE', scene }),
			QR,
			{ action_info: { scene: { scene_str: scene } } },
			'common slip',
		]),
	];
	it.each(rows.map(([id, what, make, path, right, source]) => ({ id, what, make, path, right, source })))(
		'$id $what ($source)',
		async ({ make, path, right }) => {
			const { error, json } = await run(make());
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(await lastBody(path)).toMatchObject(right);
			if (path === SEND)
				expect(await lastBody(path)).toMatchObject({ touser: openid, template_id: template.id });
		},
	);

	it('K56: AppID, AppSecret and Base URL with blanks, line ends and a slash around them (common slip)', async () => {
		const { appId, appSecret } = fixture.accounts.officialAccount;
		const { baseUrl } = fixture.engine.store.row('oa');
		fixture.engine.store.edit('oa', {
			appId: ` ${appId}\n`,
			appSecret: `\t${appSecret}\u00a0`,
			baseUrl: ` ${String(baseUrl)}/ `,
		});
		const { json, error } = await run(message());
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ delivered: true, openid });
	});
});

describe('refused, and named', () => {
	type Row = [id: string, what: string, make: () => Run, words: RegExp, source: string];
	const rows: Row[] = [
		...['createScheme', 'createUrlLink'].map((operation): Row => [
			'C10',
			`${operation} with Chinese in its query`,
			() => ({
				node: 'miniProgram',
				parameters: { resource: 'link', operation, query: 'name=张三' },
			}),
			/"张".*!#\$&'\(\)\*\+,\/:;=\?@-\._~%/s,
			'community 0000a419408fb0ebcc1c0c90856400',
		]),
		[
			'K51',
			'a query in the path of a scheme',
			() => scheme({ path: 'pages/a?b=1' }),
			/['"]Page['"] holds a query/,
			'40165',
		],
		[
			'K51',
			'1,025 characters',
			() => scheme({ query: 'x'.repeat(1025) }),
			/['"]Query['"] is too long/,
			'40165',
		],
		...['商店', 'a%26b', 'x'.repeat(33)].map((scene): Row => [
			'K53',
			`a code with the scene ${scene}`,
			() => code({ scene }),
			/Scene/,
			'community/q oCJUsw7ehVCSF… (40129)',
		]),
		['K53', 'a query in the page of a code', () => code({ page: 'pages/a?b=1' }), /Page/, 'the same (41030)'],
		[
			'K55',
			'a bracket in front of the openid',
			() => message({ openid: `[${openid}` }),
			/OpenID|openid/i,
			'community 000026501ecb90068b1b5518952000',
		],
		[
			'K57',
			'a zero-width space in the openid',
			() => message({ openid: `${openid.slice(0, 5)}\u200b${openid.slice(5)}` }),
			/OpenID|openid/i,
			'common slip',
		],
		...['example.com/a', '//example.com/a', 'https://example.com/a b', 'weixin://dl/business/?t=x'].map(
			(url): Row => ['K58', url, () => linkTo(url), /['"]URL['"] is not a web address/, 'common slip'],
		),
		...['0', '100001', '12.0'].map((scene): Row => [
			'K60',
			`the number ${scene}`,
			() => qr({ actionName: 'QR_LIMIT_SCENE', scene }),
			/['"]Scene['"] must be a whole number from 1 to 100000/,
			'common slip',
		]),
	];
	it.each(rows.map(([id, what, make, words, source]) => ({ id, what, make, words, source })))(
		'$id $what ($source)',
		async ({ make, words }) => {
			const { error } = await run(make());
			expect(`${error?.message} ${error?.description}`).toMatch(words);
			expect(await fixture.allCalls()).toBe(0);
		},
	);

	it('C10: what is encoded is sent (community 0000a419408fb0ebcc1c0c90856400)', async () => {
		for (const operation of ['createScheme', 'createUrlLink']) {
			const parameters = { resource: 'link', operation, query: 'name=%E5%BC%A0&a=1' };
			const { json } = await run({ node: 'miniProgram', parameters });
			expect(json[0].query).toBe('name=%E5%BC%A0&a=1');
		}
	});

	it.each<[id: string, what: string, make: () => Run, code: number, source: string]>([
		[
			'K57',
			'a line end inside the template id',
			() => message({ templateId: locator(`${template.id.slice(0, 9)}\n${template.id.slice(9)}`) }),
			40036,
			'common slip',
		],
		[
			'K60',
			'U+0001 in the scene of a code',
			() => qr({ actionName: 'QR_STR_SCENE', scene: 'a\u0001b' }),
			40033,
			'common slip',
		],
	])('%s %s is explained', async (_id, _what, make, errcode) => {
		const { error } = await run(make());
		expect(error?.description).toContain(`errcode ${errcode}`);
		expect(String(error?.message)).not.toMatch(/does not know/);
	});
});

it('C13: Diagnose names places that exist (several consoles since 2025-12)', async () => {
	await fixture.client.freezeSecret('officialAccount', true);
	const { json } = await run({
		node: 'officialAccount',
		parameters: { resource: 'account', operation: 'diagnose' },
	});
	const said = JSON.stringify(json);
	expect(said).toContain(OFFICIAL_ACCOUNT_PLACES.appSecret);
	expect(said).not.toMatch(/基本配置|开发信息|服务器配置|设置与开发 › (?!账号设置)/);
});
