// Every text, number, switch and choice of every operation, given a value of another type: it works where the meaning is
// clear, and else an error names it, before anything is sent.
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { RESOURCES, allOperations, parametersOf } from './support/filledIn';
import type { Found } from './support/filledIn';
import { Fixture } from './support/fixture';

const PLAIN = ['string', 'color', 'number', 'boolean', 'options', 'resourceLocator'];
interface Given extends Found {
	field: INodeProperties;
	isOption: boolean;
}

const found = allOperations.flatMap((one) =>
	one.operation.fields.flatMap((field): Given[] => {
		const inOptions = field.name === 'options' ? ((field.options ?? []) as INodeProperties[]) : [];
		return [
			{ ...one, field, isOption: false },
			...inOptions.map((option) => ({ ...one, field: option, isOption: true })),
		].filter(({ field: { type } }) => PLAIN.includes(type));
	}),
);

/** Chooses what has to be chosen for the field to be shown. */
function shown({ displayOptions }: INodeProperties): IDataObject {
	return Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0] as string]),
	);
}

function parametersFor(one: Given, value: unknown): INodeParameters {
	const { resource, operation, ...parameters } = parametersOf(one);
	const { field, isOption } = one;
	const given = '={{ $json.value }}';
	return {
		...parameters,
		...(isOption ? {} : shown(field)),
		...(isOption ? { options: { [field.name]: given } } : { [field.name]: given }),
		resource,
		operation,
		// A choice that cannot be an expression comes like this from whoever writes workflows by hand.
		...(field.noDataExpression ? { [field.name]: value } : {}),
	} as INodeParameters;
}

let fixture: Fixture;
beforeAll(async () => {
	fixture = await Fixture.open();
});
afterAll(async () => await fixture.close());

const tell = ({ node, resource, operation, field }: Given) =>
	`${node} ${resource}.${operation.value} ${field.name}`;
const binary = [{ data: { data: Buffer.from('\u0089PNG').toString('base64'), mimeType: 'image/png' } }];

async function give(one: Given, value: unknown) {
	const parameters = parametersFor(one, value);
	const { error, json } = await fixture[one.node](parameters, { items: [{ value } as IDataObject], binary });
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
