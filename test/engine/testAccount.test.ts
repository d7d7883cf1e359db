// A test account (测试号), where most people begin: templates with keys of any name, and what it may not call.
import type { IDataObject, INodeListSearchResult, INodeParameters, ResourceMapperFields } from 'n8n-workflow';
import type { SandboxClient } from '../../sandbox/client';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
let test: SandboxClient;
let templateId: string;
let openid: string;

inOwnFixture(async (opened) => {
	fixture = opened;
	test = fixture.saveTestAccount();
	await test.follow('t0');
	openid = (await test.person('t0')).officialAccountOpenid ?? '';
	const content =
		'Order: {{name.DATA}}\nDate: {{date.DATA}}\nNumber: {{number.DATA}}\n房型：{{room type.DATA}}';
	templateId = (await test.addTemplate('Order shipped', content)).id;
});

const chosen = () => ({ __rl: true, mode: 'list', value: templateId });
const send = async (values: INodeParameters) =>
	await fixture.officialAccount(
		{ resource: 'templateMessage', operation: 'send', openid, templateId: chosen(), ...values },
		{ items: [{}] },
	);
const received = async () => (await test.inbox({ personId: 't0' })).map(({ data }) => data);

/** Each would be refused under a typed key: 39 characters, no date, no number, nothing. */
const VALUES = {
	name: 'Autumn jacket 2026, black, XL, 3 pieces',
	date: 'next Monday',
	number: '12 pcs',
	'room type': '',
};

it('offers the templates by title and an input for each key, without limits, none required', async () => {
	const { results } = await fixture.pick<INodeListSearchResult>('officialAccount', 'searchTemplates');
	expect(results).toEqual([{ name: 'Order shipped', value: templateId }]);
	const { fields } = await fixture.pick<ResourceMapperFields>('officialAccount', 'templateKeywords', {
		parameters: { resource: 'templateMessage', operation: 'send', templateId: chosen() },
	});
	expect(fields.map(({ id, displayName, required }) => [id, displayName, required])).toEqual([
		['name', 'Order (name)', false],
		['date', 'Date (date)', false],
		['number', 'Number (number)', false],
		['room type', '房型 (room type)', false],
	]);
});

it.each([
	['by form', { fieldsMode: 'form', fields: { mappingMode: 'defineBelow', value: VALUES } }],
	['by JSON', { fieldsMode: 'json', fieldsJson: JSON.stringify(VALUES) }],
	[
		'by JSON in the shape of WeChat',
		{
			fieldsMode: 'json',
			fieldsJson: JSON.stringify(
				Object.fromEntries(Object.entries(VALUES).map(([key, value]) => [key, { value }])),
			),
		},
	],
])('sends free keys %s, and the message is in the inbox', async (_how, values) => {
	const { json, error } = await send(values as INodeParameters);
	expect(error).toBeUndefined();
	expect(json).toEqual([
		{ openid, template_id: templateId, delivered: true, msgid: expect.any(String), data: VALUES },
	]);
	expect(await received()).toEqual([VALUES]);
	expect(await fixture.client.inbox()).toEqual([]);
});

it('previews which values a person sees in part, and those are the ones that arrive so', async () => {
	const values = {
		...VALUES,
		name: 'Autumn jacket 2026, black, XL, and 3 pieces more',
		date: 'Monday\nor later',
	};
	const by = { fieldsMode: 'json', fieldsJson: JSON.stringify(values) };
	const { json, hints } = await send({ ...by, options: { previewOnly: true } });
	expect(json).toMatchObject([{ reason: 'preview', shownInPart: ['name', 'date'] }]);
	expect(hints).toEqual([expect.stringMatching(/^1 message: 1 previewed and not sent\. .*shownInPart/)]);
	expect(await test.inbox()).toEqual([]);
	expect((await send(by)).json).toMatchObject([{ delivered: true }]);
	const [shown] = (await received()) as Array<Record<string, string>>;
	const changed = Object.entries(values).filter(([key, value]) => shown[key] !== value);
	expect(changed.map(([key]) => key)).toEqual(['name', 'date']);
	const whole = await send({
		fieldsMode: 'json',
		fieldsJson: JSON.stringify(VALUES),
		options: { previewOnly: true },
	});
	expect(whole.json[0]).not.toHaveProperty('shownInPart');
	expect(whole.hints).toEqual(['1 message: 1 previewed and not sent']);
});

it('takes null for nothing, and line breaks', async () => {
	await test.settings({ freeValues: 'whole' });
	const fieldsJson = JSON.stringify({ ...VALUES, name: null, date: 'Monday\nor Tuesday' });
	expect((await send({ fieldsMode: 'json', fieldsJson })).error).toBeUndefined();
	expect(await received()).toEqual([{ ...VALUES, name: '', date: 'Monday\nor Tuesday' }]);
});

it('says where nobody follows yet, and where there is no template, what to do first', async () => {
	await test.unfollow('t0');
	const list = { operation: 'getAll', returnAll: true, options: {} };
	const followers = await fixture.officialAccount({ resource: 'follower', ...list }, { items: [{}] });
	expect(followers.hints).toEqual([
		expect.stringMatching(/^0 followers\. .*follow the account with your own phone/),
	]);
	const gone = { resource: 'templateMessage', operation: 'delete', templateId: chosen() };
	expect((await fixture.officialAccount(gone, { items: [{}] })).error).toBeUndefined();
	const templates = await fixture.officialAccount({ resource: 'templateMessage', ...list }, { items: [{}] });
	expect(templates.hints).toEqual([expect.stringMatching(/^0 templates\. .*新增测试模板/)]);
});

it('reads its followers, who have no unionid', async () => {
	const { json } = await fixture.officialAccount(
		{ resource: 'follower', operation: 'get', openid, options: {} },
		{ items: [{}] },
	);
	expect(json).toMatchObject([{ openid, subscribe: 1 }]);
	expect(json[0]).not.toHaveProperty('unionid');
});

describe('what it may not call', () => {
	const notification = { resource: 'subscriptionNotification' };
	const id = { __rl: true, mode: 'id', value: '43-characters-of-a-template-id-0123456789ab' };
	it.each<[string, INodeParameters]>([
		[
			'a one-time message',
			{
				resource: 'oneTimeMessage',
				operation: 'send',
				templateId: id.value,
				scene: '1',
				title: 'a',
				content: 'b',
			},
		],
		[
			'a subscription notification',
			{
				...notification,
				operation: 'send',
				templateId: id,
				fieldsMode: 'json',
				fieldsJson: '{"thing1":"a"}',
			},
		],
		['the notification templates', { ...notification, operation: 'getTemplates' }],
	])('%s is refused with 48001, and the way out names the test account', async (_what, parameters) => {
		const { error } = await fixture.officialAccount({ openid, ...parameters }, { items: [{}] });
		expect(error?.message).toContain('may not use this interface');
		expect(error?.description).toContain('48001');
		expect(error?.description).toContain('A test account has no');
		expect(await test.inbox()).toEqual([]);
	});
});

it('is found sound by Diagnose, but for what a test account has not', async () => {
	const { json, error } = await fixture.officialAccount(
		{ resource: 'account', operation: 'diagnose' },
		{ items: [{}] },
	);
	expect(error).toBeUndefined();
	const wrong = json.filter(({ ok }) => ok === false) as IDataObject[];
	expect(wrong.map(({ check }) => check)).toEqual(['Push URL', 'Open Platform binding']);
	expect(wrong[1].fix).toContain('test account');
});
