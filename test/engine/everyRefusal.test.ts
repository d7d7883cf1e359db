// Every operation of both nodes, refused by WeChat: the error says what WeChat said, and with On Error: Continue each item
// comes out with it, paired with its input. So this needs no test of each operation's own.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { allOperations, parametersOf } from './support/filledIn';
import { Fixture } from './support/fixture';

/** The account may not use the interface: any call can be refused so. */
const REFUSED = 48001;
const EVERY_CALL = '^/(?!cgi-bin/(stable_)?token$)';

/** What is refused is its finding; see diagnose.test.ts. */
const FINDS = ['account.diagnose'];
/** Where the parameters as they are filled in exclude each other. */
const INSTEAD: Record<string, IDataObject> = { 'user.decryptData': { sessionKey: '' } };

const calling = allOperations
	.map((one) => ({ ...one, at: `${one.resource}.${one.operation.value}` }))
	.filter(({ at, operation }) => operation.calls.length > 0 && !FINDS.includes(at));

/** What makes no call refuses what it is given: each with a parameter that spoils one item. */
const SPOILT: Record<string, IDataObject> = {
	'webLogin.createLink': { redirectUrl: '={{ $json.nr === 0 ? "/back" : "https://example.com/back" }}' },
	'oneTimeMessage.createConsentLink': { scene: '={{ $json.nr === 0 ? 10001 : 1 }}' },
};
const callingNobody = allOperations
	.map((one) => ({ ...one, at: `${one.resource}.${one.operation.value}` }))
	.filter(({ operation }) => operation.calls.length === 0);

const items = [{ nr: 0 }, { nr: 1 }];
const picture = { data: Buffer.from('\u0089PNG').toString('base64'), mimeType: 'image/png' };
const binary = items.map(() => ({ data: picture }));

let fixture: Fixture;
beforeAll(async () => {
	fixture = await Fixture.open();
	await fixture.client.fault({ path: EVERY_CALL, errcode: REFUSED, times: -1 });
});
afterAll(async () => await fixture.close());

describe.each(calling.map((one) => [`${one.node} ${one.at}`, one] as const))('%s', (_, one) => {
	const run = async (continueOnFail: boolean) =>
		await fixture[one.node]({ ...parametersOf(one), ...INSTEAD[one.at] } as INodeParameters, {
			items,
			binary,
			continueOnFail,
		});

	it('says what WeChat said, and of which item', async () => {
		const { error } = await run(false);
		expect(error?.httpCode).toBe(String(REFUSED));
		expect(error?.description).toContain(`errcode ${REFUSED}`);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it('goes on item by item where On Error says so', async () => {
		const { error, items: out } = await run(true);
		expect(error).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const told = { errcode: REFUSED, error: expect.stringMatching(/\w{4}/) as unknown };
		expect(out.map(({ json }) => json)).toEqual(items.map(() => expect.objectContaining(told) as unknown));
	});
});

describe.each(callingNobody.map((one) => [`${one.node} ${one.at}`, one] as const))('%s', (_, one) => {
	const run = async (continueOnFail: boolean) =>
		await fixture[one.node]({ ...parametersOf(one), ...SPOILT[one.at] } as INodeParameters, {
			items,
			continueOnFail,
		});
	const [parameter] = Object.keys(SPOILT[one.at] ?? {});

	it('says what is wrong, and of which item', async () => {
		const { error } = await run(false);
		expect(error?.context).toMatchObject({ parameter, itemIndex: 0 });
		expect(error?.description?.length).toBeGreaterThan(20);
	});

	it('goes on with the next item where On Error says so', async () => {
		const { error, items: out } = await run(true);
		expect(error).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(Object.keys(out[0].json).sort()).toEqual(['description', 'error']);
		expect(out[1].json).toMatchObject({ url: expect.stringContaining('#wechat_redirect') as unknown });
		expect(out[1].json).not.toHaveProperty('error');
	});
});

it('is about every operation of both nodes', () => {
	expect(callingNobody.map(({ at }) => at).sort()).toEqual(Object.keys(SPOILT).sort());
	expect(calling.length + callingNobody.length + FINDS.length * 2).toBe(allOperations.length);
});

it('is about every resource of both nodes', () => {
	const rooms = (all: Array<{ node: string; resource: string }>) =>
		[...new Set(all.map(({ node, resource }) => `${node} ${resource}`))].sort();
	expect(rooms(calling)).toEqual(rooms(allOperations));
	expect(
		FINDS.filter((name) => allOperations.every((one) => `${one.resource}.${one.operation.value}` !== name)),
	).toEqual([]);
});
