// Which item of an earlier round of a loop an input item comes from, by n8n's own pairing.
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { furtherTries } from '../../../../../nodes/shared/run/lineage';
import type { OpenPlace } from '../../../../../nodes/shared/run/lineage';

type Paired = INodeExecutionData['pairedItem'];
const SOURCE = { previousNode: 'The node' };

interface Round {
	/** What came out of the node by its two outputs; undefined where n8n has no such run or branch. */
	outputs: Array<INodeExecutionData[] | undefined>;
}
interface Setting {
	/** By input item, what n8n says that it was made from. */
	paired?: Paired[];
	rounds?: Round[];
	/** What n8n finds on the way back to the node from an item. @throws where there is no way */
	back?: (paired: unknown) => INodeExecutionData | null;
	/** Who receives the item; empty where nobody can tell. */
	receiver?: string;
	/** What the input items hold. */
	json?: IDataObject;
}

const came = (item: Paired): INodeExecutionData => ({ json: {}, pairedItem: item });

function find(candidates: OpenPlace[], setting: Setting, index = 0) {
	const { paired = [{ item: 0 }], rounds = [], back = () => null, receiver = '', json = {} } = setting;
	const context = {
		getInputData: () => paired.map((pairedItem) => ({ json, pairedItem })),
		getInputSourceData: () => SOURCE,
		getNode: () => ({ name: 'The node' }),
		getWorkflowDataProxy: (item: number) => ({
			$items: (name: string, output: number, run: number) => {
				const items = name === 'The node' ? rounds[run]?.outputs[output] : undefined;
				if (!items) throw new Error('n8n has no such run');
				return items;
			},
			$getPairedItem: (name: string, source: unknown, from: unknown) =>
				name === 'The node' && source === SOURCE && item === index ? back(from) : null,
		}),
	} as unknown as IExecuteFunctions;
	return furtherTries(context, [index], candidates, () => receiver).get(index);
}

const first = came({ item: 2 });
const second = came({ item: 2 });
const rounds = [{ outputs: [[came(0)], [first]] }, { outputs: [[second], undefined] }];
const to = (receiver: string) => ({ receiver }) as OpenPlace['open'];
const candidates = [
	{ run: '0', index: 1, open: to('one') },
	{ run: '0', index: 2, open: to('two') },
	{ run: '1', index: 2, open: to('one') },
];

it.each([
	['the error branch of the first round', first, candidates[1]],
	['the first output of the second', second, candidates[2]],
])('It is the one that came out by %s', (_, own, origin) => {
	expect(find(candidates, { rounds, back: () => own })).toBe(origin);
});

it.each<[what: string, paired: Paired, ...from: object[]]>([
	['an item', { item: 5, input: 1 }, { item: 5, input: 1 }],
	['a number', 5, { item: 5 }],
	['several', [{ item: 5 }, { item: 6 }], { item: 5 }, { item: 6 }],
])('n8n tells what the input item was made from as %s', (_, paired, ...from) => {
	const seen: unknown[] = [];
	const back = (given: unknown) => (seen.push(given), first);
	expect(find(candidates, { paired: ['x' as never, paired], rounds, back }, 1)).toBe(candidates[1]);
	expect(seen).toEqual(from);
});

it.each<[paired: Paired]>([[2], [{ item: 2 }], [[{ item: 2 }, { item: 0 }]]])(
	'and what that came from as %j',
	(paired) => {
		const own = came(paired);
		const origin = find(candidates, { rounds: [{ outputs: [[], [own]] }], back: () => own });
		expect(origin).toBe(candidates[1]);
	},
);

it.each<[what: string, candidates: OpenPlace[], setting: Setting]>([
	['nothing is in question', [], { rounds, back: () => first }],
	['n8n does not say what it was made from', candidates, { paired: [undefined], rounds, back: () => first }],
	['there is no such item', candidates, { paired: [], rounds, back: () => first }],
	['it does not come from this node', candidates, { rounds, back: () => null }],
	['what it comes from is paired with nothing', candidates, { rounds, back: () => came(undefined) }],
	['it is of no round in question', [candidates[2]], { rounds, back: () => first }],
	['it is another item of that round', [candidates[0]], { rounds, back: () => first }],
	[
		'n8n finds no way back',
		candidates,
		{
			rounds,
			back: () => {
				throw new Error('n8n has no path back to the node');
			},
		},
	],
])('It is none where %s', (_, places, setting) => {
	expect(find(places, setting)).toBeUndefined();
});

/** As n8n throws it. */
const throws = (type: string) => () => {
	throw Object.assign(new Error('n8n does not say'), { context: { type } });
};

it.each<[what: string, found: OpenPlace | undefined, setting: Setting]>([
	['it comes from the place of somebody else', candidates[0], { rounds, back: () => first, receiver: 'one' }],
	['of that round nobody else has it', undefined, { rounds, back: () => second, receiver: 'two' }],
	['it comes from the place', candidates[1], { rounds, back: () => first, receiver: 'two' }],
	['it comes from several', candidates[1], { back: throws('paired_item_multiple_matches'), receiver: 'two' }],
	[
		'it is made from several',
		candidates[1],
		{
			paired: [[{ item: 0 }, { item: 1 }]],
			rounds,
			back: (from) => [first, second][(from as { item: number }).item],
			receiver: 'two',
		},
	],
	['nobody has it', undefined, { back: throws('paired_item_multiple_matches'), receiver: 'three' }],
	['n8n does not say', undefined, { back: throws('paired_item_no_info'), receiver: 'two' }],
	[
		'n8n does not say, and it has the error of an error branch',
		candidates[1],
		{ back: throws('paired_item_no_info'), receiver: 'two', json: { error: 'No answer' } },
	],
	[
		'it is paired with nothing, and has the error of an error branch',
		candidates[1],
		{ paired: [undefined], receiver: 'two', json: { error: 'No answer' } },
	],
	['it comes from elsewhere', undefined, { back: throws('paired_item_no_connection'), receiver: 'two' }],
])('It is that of the same receiver where %s', (_, found, setting) => {
	expect(find(candidates, setting)).toBe(found);
});
