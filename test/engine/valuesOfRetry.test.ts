// `data` of an item shows what the person has, or null: never the values of a later try that WeChat dropped as a repetition.
import type { INodeParameters } from 'n8n-workflow';
import { TEMPLATE } from './support/channels';
import { filled, id, templateOf } from './support/sendings';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

let fixture: Fixture;
let openid: string;
let parameters: INodeParameters;
let order: Awaited<ReturnType<typeof templateOf>>;
inOwnFixture(async (opened) => {
	fixture = opened;
	order = await templateOf(fixture, 'officialAccount', '订单状态更新');
	const [person] = await fixture.client.people({ follows: true, limit: 1 });
	openid = String(person.officialAccountOpenid);
	parameters = { resource: 'templateMessage', operation: 'send', openid, templateId: id(order.id) };
});

/** Other values with each try, as `$now` gives them. */
const anew = {
	fieldsMode: 'json',
	fieldsJson:
		'={{ JSON.stringify({ keyword1: "at " + $now.toMillis(), keyword2: "packed", keyword3: "5 pm" }) }}',
};
/** The message arrives; its answer is lost, also that of the tries within the call. */
const loseAnswers = async () => await fixture.client.fault({ path: TEMPLATE, reset: 'after', times: 3 });
const send = async (values: INodeParameters, more: object) =>
	await fixture.officialAccount({ ...parameters, ...values }, { mode: 'trigger', ...more });

describe.each<[string, object]>([
	['Retry On Fail', { retryOnFail: { maxTries: 3, waitBetweenTries: 1 } }],
	['Retry On Fail and Continue', { retryOnFail: { maxTries: 3, waitBetweenTries: 1 }, continueOnFail: true }],
	['a loop that leads the error branch back', { loopsErrors: true }],
])('%s, after a try that arrived unheard', (_, more) => {
	it('says nothing of the values when they were computed anew', async () => {
		await loseAnswers();
		const { json, error } = await send(anew, more);
		expect(error).toBeUndefined();
		const inbox = await fixture.inboxOf(openid);
		expect(inbox).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ delivered: true, data: null })]);
	});

	it('shows them when they are the same', async () => {
		await loseAnswers();
		const values = { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' };
		const { json } = await send(filled(order, values), more);
		expect(await fixture.inboxOf(openid)).toMatchObject([{ data: values }]);
		expect(json).toEqual([expect.objectContaining({ delivered: true, data: values })]);
	});
});

it('a try that WeChat refused does not count: the person has the values of the next', async () => {
	await fixture.client.fault({ path: TEMPLATE, times: 1, errcode: 40250, errmsg: 'irregular content' });
	const { json } = await send(anew, { retryOnFail: { maxTries: 3, waitBetweenTries: 1 } });
	const [{ data }] = await fixture.inboxOf(openid);
	expect(json).toEqual([expect.objectContaining({ delivered: true, data })]);
});

it('a preview that fails has written no values', async () => {
	const values = filled(order, { keyword1: 'A', keyword2: 'b', keyword3: 'c' });
	const { json } = await send(
		{ ...values, templateId: id('nope'), options: { previewOnly: true } },
		{ continueOnFail: true },
	);
	expect(json).toEqual([expect.objectContaining({ delivered: false, reason: 'error', data: null })]);
});
