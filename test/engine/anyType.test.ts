// Every text, number, switch and choice of every operation, given a value of another type: it works where the meaning is
// clear, and else an error names it, before anything is sent.
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { resources as miniProgram } from '../../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../../nodes/WechatLinkOfficialAccount/resources';
import type { Operation } from '../../nodes/shared/run/operation';
import type { AccountName } from '../../sandbox/types';
import { World } from './support/world';

const RESOURCES = { officialAccount, miniProgram };
const OPENID = 'oR5GjjgEhCMJFyzaVZdrxZ2zRRF4';

/** What is filled in where a test asks for something else: as a person would, so that reading gets as far as it can. */
const FILLED_IN: Record<string, unknown> = {
	url: 'https://example.com/a',
	redirectUrl: 'https://example.com/a',
	pictureUrl: 'https://example.com/a.png',
	thumbUrl: 'https://example.com/a.png',
	fieldsMode: 'json',
	fieldsJson: '{"thing1":"a"}',
	subscribeFieldsMode: 'json',
	subscribeFieldsJson: '{"thing1":"a"}',
	menuMode: 'json',
	menuJson: '{"button":[{"type":"click","name":"a","key":"a"}]}',
	tagId: { __rl: true, mode: 'id', value: '100' },
	menuItems: { item: [{ id: '1', content: 'a' }] },
	scene: '1',
	jsCode: 'a code',
	binaryPropertyName: 'data',
	lineColor: '#07c160',
	expireTime: new Date(Date.now() + 86_400_000).toISOString(),
	encryptedData: 'AAAAAAAAAAAAAAAAAAAAAA==',
	iv: 'AAAAAAAAAAAAAAAAAAAAAA==',
	sessionKey: Buffer.alloc(16).toString('base64'),
	keywordIds: '1,2',
	fromAppId: 'wx0123456789abcdef',
	miniProgramAppId: 'wx0123456789abcdef',
};

function filledIn({ name, type, default: preset }: INodeProperties): unknown {
	if (name in FILLED_IN) return FILLED_IN[name];
	if (/openid/i.test(name)) return OPENID;
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: 'an-id' };
	return type === 'string' && preset === '' ? 'a' : preset;
}

const PLAIN = ['string', 'color', 'number', 'boolean', 'options', 'resourceLocator'];
type Found = {
	node: AccountName;
	operation: Operation;
	resource: string;
	field: INodeProperties;
	isOption: boolean;
};

const found = (Object.keys(RESOURCES) as AccountName[]).flatMap((node) =>
	RESOURCES[node].flatMap(({ value: resource, operations }) =>
		operations.flatMap((operation) =>
			operation.fields.flatMap((field): Found[] => {
				const inOptions = field.name === 'options' ? ((field.options ?? []) as INodeProperties[]) : [];
				return [
					...[field].map((one) => ({ node, operation, resource, field: one, isOption: false })),
					...inOptions.map((one) => ({ node, operation, resource, field: one, isOption: true })),
				].filter((one) => PLAIN.includes(one.field.type));
			}),
		),
	),
);

/** Chooses what has to be chosen for the field to be shown. */
function shown({ displayOptions }: INodeProperties): IDataObject {
	return Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0] as string]),
	);
}

function parametersFor({ operation, resource, field, isOption }: Found, value: unknown): INodeParameters {
	const given = '={{ $json.value }}';
	const parameters = Object.fromEntries(
		operation.fields.filter(({ name }) => name !== 'options').map((one) => [one.name, filledIn(one)]),
	);
	return {
		...parameters,
		...(isOption ? {} : shown(field)),
		...(isOption ? { options: { [field.name]: given } } : { [field.name]: given }),
		resource,
		operation: operation.value,
		// A choice that cannot be an expression comes like this from whoever writes workflows by hand.
		...(field.noDataExpression ? { [field.name]: value } : {}),
	} as INodeParameters;
}

let world: World;
beforeAll(async () => {
	world = await World.open();
});
afterAll(async () => await world.close());

const tell = ({ node, resource, operation, field }: Found) =>
	`${node} ${resource}.${operation.value} ${field.name}`;
const binary = [{ data: { data: Buffer.from('\u0089PNG').toString('base64'), mimeType: 'image/png' } }];

async function give(one: Found, value: unknown) {
	const parameters = parametersFor(one, value);
	const { error, json } = await world[one.node](parameters, { items: [{ value } as IDataObject], binary });
	const { message = '', description = '' } = error ?? {};
	return { said: `${message} ${description ?? ''}`, json };
}

it('there is something to try, in every resource', () => {
	expect(found.length).toBeGreaterThan(150);
	expect(new Set(found.map(({ node, resource }) => `${node} ${resource}`)).size).toBe(
		RESOURCES.officialAccount.length + RESOURCES.miniProgram.length,
	);
});

it.each([
	['an object', { a: 1 }],
	['a list', ['a', 'b']],
])('%s is refused by name, everywhere', async (_, value) => {
	const wrong: string[] = [];
	for (const one of found) {
		const { said } = await give(one, value);
		if (!said.includes(one.field.displayName)) wrong.push(`${tell(one)}: ${said}`);
	}
	expect(wrong).toEqual([]);
});

it('a text that is no choice is refused by name, and a text that is neither true nor false', async () => {
	const wrong: string[] = [];
	for (const one of found.filter(({ field }) => ['options', 'boolean', 'number'].includes(field.type))) {
		const { said } = await give(one, 'Off');
		if (!said.includes(one.field.displayName)) wrong.push(`${tell(one)}: ${said}`);
	}
	expect(wrong).toEqual([]);
});

/** Below "Options" an empty number stands for what is there without it. */
const numbers = found.filter(({ field, isOption }) => field.type === 'number' && !isOption);

it.each([
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['a text of spaces', '  '],
])('%s is no number: it is refused as empty, and never taken for 0', async (_, value) => {
	const wrong: string[] = [];
	expect(new Set(numbers.map(({ field }) => field.name)).size).toBeGreaterThan(2);
	for (const one of numbers) {
		const { said } = await give(one, value);
		if (!said.includes(`The parameter '${one.field.displayName}' is empty`))
			wrong.push(`${tell(one)}: ${said}`);
	}
	expect(wrong).toEqual([]);
});

it.each<[string, (least: number) => number]>([
	['a broken number', (least) => least + 0.5],
	['a number below the least that the panel takes', (least) => least - 1],
])('%s is refused by name where a whole one must be given', async (_, from) => {
	const wrong: string[] = [];
	for (const one of numbers) {
		const { said } = await give(one, from(one.field.typeOptions?.minValue ?? 0));
		if (!said.includes(`The parameter '${one.field.displayName}' must be a whole number from `))
			wrong.push(`${tell(one)}: ${said}`);
	}
	expect(wrong).toEqual([]);
});

it.each<[string, unknown]>([
	['a number', 42],
	['a broken number', 1.5],
	['a switch', true],
	['a switch as text', 'false'],
	['null', null],
	['nothing', undefined],
	['an empty text', ''],
	['a number too long to be one', 2 ** 70],
])('%s never meets anything but an answer or a sentence', async (_, value) => {
	const wrong: string[] = [];
	for (const one of found) {
		const { said, json } = await give(one, value);
		if (/is not a function|undefined|TypeError|Cannot read|NaN|\[object/.test(said + JSON.stringify(json)))
			wrong.push(`${tell(one)}: ${said}`);
	}
	expect(wrong).toEqual([]);
});
