// When a run ends: an item that cannot be read or fails, somebody who presses Stop, n8n that tries again.
import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { GOES_ON, five, many, operation, refused, run, watched } from './host';

describe('An item that cannot be read', () => {
	const wrong = {
		read: (item: { index: number; refuse: (...texts: [string, string, string]) => Error }) => {
			if (item.index === 3) throw item.refuse('Wrong', 'Right it', 'text');
			return `item ${item.index}`;
		},
	};

	it('stops the run before anything is done, and is named', async () => {
		const { what, seen } = watched(wrong as object);
		const { error } = await run(what, { items: five });
		expect(error).toMatchObject({ message: 'Wrong', description: 'Right it' });
		expect(error?.context).toMatchObject({ itemIndex: 3, parameter: 'text' });
		expect(seen.done).toEqual([]);
	});

	it('is an item with an error where the run goes on', async () => {
		const { what, seen } = watched(wrong as object);
		const { json, output } = await run(what, { items: five, ...GOES_ON });
		expect(seen.done).toHaveLength(4);
		expect(json[3]).toEqual({ error: 'Wrong', description: 'Right it' });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(five.map(({ index: item }) => ({ item })));
	});
});

it('What n8n says of no error stays empty, and what is no option of an operation is nobody’s mistake', async () => {
	const wrong = {
		read: () => {
			throw new Error('Wrong');
		},
	};
	expect((await run(operation(wrong), GOES_ON)).json).toEqual([{ error: 'Wrong', description: '' }]);
	const options = { previewOnly: true, keepInput: 'perhaps' };
	expect((await run(operation({}), { parameters: { options } })).json).toEqual([{ did: 'item 0' }]);
});

describe('An item that fails', () => {
	const failing = { run: async (text: string) => await fails(text) };
	const seen: string[] = [];
	const fails = async (text: string) => {
		seen.push(text);
		await sleep(1);
		if (text === 'item 1' || text === 'item 3') throw refused({ message: `${text} failed` });
		return { did: text };
	};
	beforeEach(() => (seen.length = 0));

	it('stops the run: what was not begun is not begun', async () => {
		const { error } = await run(operation(failing), {
			items: five,
			parameters: { options: { concurrency: 1 } },
		});
		expect(error).toMatchObject({ message: 'item 1 failed', description: 'Do this' });
		expect(error?.context.itemIndex).toBe(1);
		expect(seen).toEqual(['item 0', 'item 1']);
	});

	it('of several that fail together is the first in order', async () => {
		const { error } = await run(operation(failing), { items: five });
		expect(error?.context.itemIndex).toBe(1);
		expect(seen).toHaveLength(5);
	});

	it('does not keep the others from their turn where the run goes on', async () => {
		const { json } = await run(operation(failing), { items: five, ...GOES_ON });
		expect(json.map(({ did, error }) => did ?? error)).toEqual([
			'item 0',
			'item 1 failed',
			'item 2',
			'item 3 failed',
			'item 4',
		]);
	});
});

describe('Stop', () => {
	it('ends a run whose items are under way: the rest is not begun, and the run fails', async () => {
		const stop = new AbortController();
		const { what, seen } = watched({
			run: async (text) => {
				if (text === 'item 1') stop.abort();
				seen.done.push(text);
				return await Promise.resolve({});
			},
		});
		const { error } = await run(what, {
			items: five,
			parameters: { options: { concurrency: 1 } },
			stop: stop.signal,
		});
		expect(error?.message).toBe('The execution was cancelled');
		expect(seen.done).toEqual(['item 0', 'item 1']);
	});

	it('does not end a run that nobody stops, however long its items are read', async () => {
		let now = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => (now += 20));
		const { json } = await run(operation({}), { items: many(9), stop: new AbortController().signal });
		jest.restoreAllMocks();
		expect(json).toHaveLength(9);
	});

	it('ends a run whose items are being read: n8n is let in every 50 ms', async () => {
		const stop = new AbortController();
		let now = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		const read: number[] = [];
		const { what } = watched({
			read: (item) => {
				read.push(item.index);
				now += 20;
				if (item.index === 1) void sleep(0).then(() => stop.abort());
				return '';
			},
		});
		const { error } = await run(what, { items: many(9), stop: stop.signal });
		jest.restoreAllMocks();
		expect(error?.message).toBe('The execution was cancelled');
		expect(error?.context.itemIndex).toBe(3);
		expect(read).toEqual([0, 1, 2]);
	});
});

it('A credential that n8n does not give fails the first item with the reason, and the others as not tried', async () => {
	const what = operation({
		run: async (_, open) => ({ id: (await open('wechatLinkMiniProgramApi')).appId }),
	});
	const { json } = await run(what, { items: many(3), ...GOES_ON });
	expect(json.map(({ error }) => error)).toEqual(new Array(3).fill('No credential was chosen'));
	expect(json[0].description).toContain('nothing was sent');
	expect(json[1].description).toContain('This item was not tried');
	expect(json[2].description).toContain('This item was not tried');
});

it.each([
	['thing', 'undo'],
	['other', 'do'],
])('The operation %s.%s, which the node does not have, is refused', async (resource, value) => {
	const { error } = await run(operation({}), { parameters: { resource, operation: value } });
	expect(error?.message).toBe(`This node has no operation "${value}" for "${resource}"`);
	expect(error?.description).toContain('from the lists');
});

describe('Retry On Fail', () => {
	/**
	 * n8n takes a first item with an `error` for a failure of the node, and runs it again: three times in all where nothing is
	 * said, two at least and five at most.
	 *
	 * @returns of seven runs on end, which did anything
	 */
	const runsThatDid = async (node: object, error: unknown) => {
		const kept = {};
		let did = 0;
		const what = operation({
			onlyOnce: true,
			run: async () => {
				did++;
				return await Promise.resolve({ error } as IDataObject);
			},
		});
		const runs: number[] = [];
		for (let count = 0; count < 7; count++) {
			did = 0;
			await run(what, { kept, node });
			runs.push(did);
		}
		return runs;
	};

	it.each<[node: object, error: unknown, done: number[]]>([
		[{ retryOnFail: true, maxTries: 3 }, 'x', [1, 0, 0, 1, 0, 0, 1]],
		[{ retryOnFail: true }, 'x', [1, 0, 0, 1, 0, 0, 1]],
		[{ retryOnFail: true, maxTries: 1 }, 'x', [1, 0, 1, 0, 1, 0, 1]],
		[{ retryOnFail: true, maxTries: 9 }, 'x', [1, 0, 0, 0, 0, 1, 0]],
		[{ retryOnFail: true, maxTries: 3 }, undefined, [1, 1, 1, 1, 1, 1, 1]],
		[{ retryOnFail: true, maxTries: 3 }, '', [1, 0, 0, 1, 0, 0, 1]],
		[{ retryOnFail: false, maxTries: 3 }, 'x', [1, 1, 1, 1, 1, 1, 1]],
	])(
		'of %j, with %p as error of the first item, does what was done once in the tries',
		async (node, error, done) => {
			expect(await runsThatDid(node, error)).toEqual(done);
		},
	);

	it('does all of it again where that does no harm', async () => {
		const kept = {};
		let did = 0;
		const what = operation({ run: async () => await Promise.resolve({ error: `x${++did}` }) });
		const node = { retryOnFail: true, maxTries: 3 };
		await run(what, { kept, node });
		await run(what, { kept, node });
		expect(did).toBe(2);
	});
});
