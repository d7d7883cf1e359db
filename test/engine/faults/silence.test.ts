// WeChat says nothing for thirty seconds: the nodes give up after twenty, and say so.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { TemplateView } from '../../../sandbox/types';
import { BinaryStore } from '../support/binaryStore';
import { FileServer } from '../support/fileServer';
import { Fixture } from '../support/fixture';

const SILENCE_MS = 30_000;
const SEND = '/cgi-bin/message/template/send';
const SUBSCRIBE = '/cgi-bin/message/subscribe/send';
const LIST = '/cgi-bin/user/get';

let fixture: Fixture;
beforeAll(async () => {
	fixture = await Fixture.open();
});
afterAll(async () => await fixture.close());

const locator = (list: TemplateView[], type: string) => ({
	__rl: true,
	mode: 'id',
	value: list.find((one) => one.type === type)?.id ?? '',
});
const message = (resource: string, templateId: INodeParameters, fields: IDataObject): INodeParameters => ({
	resource,
	operation: 'send',
	openid: '={{ $json.openid }}',
	templateId,
	fieldsMode: 'json',
	fieldsJson: JSON.stringify(fields),
});
const timed = async <T>(work: Promise<T>): Promise<{ result: T; seconds: number }> => {
	const begun = Date.now();
	const result = await work;
	return { result, seconds: (Date.now() - begun) / 1000 };
};

it('thirty seconds of silence cost twenty a try, nobody is told twice, and the error says what is known', async () => {
	const { officialAccount, miniProgram } = await fixture.client.templates();
	const people = await fixture.client.people({ linked: true, limit: 100 });
	const subscription = locator(miniProgram, 'longTerm');
	const person = people.find(({ rights }) => (rights[subscription.value] ?? 0) > 0);
	const items = [{ openid: person?.officialAccountOpenid }];
	await fixture.client.fault({ path: LIST, times: -1, silenceMs: SILENCE_MS });
	await fixture.client.fault({ path: SUBSCRIBE, silenceMs: SILENCE_MS, when: 'after' });
	await fixture.client.fault({ path: SEND, silenceMs: SILENCE_MS, when: 'after' });

	const [listing, subscribe, template] = await Promise.all([
		timed(fixture.officialAccount({ resource: 'follower', operation: 'getAll', returnAll: true })),
		timed(
			fixture.miniProgram(
				message('subscribeMessage', subscription, { thing1: 'a', time2: '15:01', number3: '2' }),
				{
					items: [{ openid: person?.miniProgramOpenid }],
					continueOnFail: true,
				},
			),
		),
		timed(
			fixture.officialAccount(
				message('templateMessage', locator(officialAccount, 'legacy'), {
					keyword1: 'a',
					keyword2: 'b',
					keyword3: 'c',
				}),
				{ items },
			),
		),
	]);

	// Reading may be repeated: three tries, then an error.
	expect(listing.result.error?.message).toContain('did not answer within 20 seconds');
	expect(listing.seconds).toBeGreaterThan(60);
	expect(listing.seconds).toBeLessThan(90);
	expect(await fixture.calls(LIST)).toBe(3);

	// A subscribe message has no key: one try, and nobody knows.
	expect(subscribe.result.json[0].error).toContain('did not answer within 20 seconds');
	expect(subscribe.result.json[0].description).toContain('not known whether');
	expect(subscribe.seconds).toBeLessThan(30);
	expect(await fixture.calls(SUBSCRIBE)).toBe(1);

	// A template message has one: the second try is answered, and the person has one message.
	expect(template.result.json[0]).toMatchObject({ delivered: true });
	expect(await fixture.inboxOf(String(person?.officialAccountOpenid))).toHaveLength(1);
	expect(await fixture.inboxOf(String(person?.miniProgramOpenid))).toHaveLength(1);
}, 180_000);

it('a file that stops coming in its middle is fetched again after twenty seconds, and half of it is not kept', async () => {
	const store = await BinaryStore.open();
	const server = await FileServer.open({ megabytes: 2, then: 'stall' }, { megabytes: 3 });
	fixture.saveCredentials({ baseUrl: server.url });
	try {
		const media = { resource: 'media', operation: 'download', mediaId: 'abc' };
		const { result, seconds } = await timed(fixture.officialAccount(media));
		expect(result.error).toBeUndefined();
		expect(result.json).toMatchObject([{ bytes: 3 * 2 ** 20 }]);
		expect(seconds).toBeGreaterThan(20);
		expect(seconds).toBeLessThan(30);
		expect(store.files()).toHaveLength(1);
	} finally {
		await server.close();
		store.empty();
	}
}, 60_000);
