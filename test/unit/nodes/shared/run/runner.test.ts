// The loop over items, which every operation shares: order, pairing, and how many at a time.
import { sleep } from 'n8n-workflow';
import { Progress } from '../../../../../nodes/shared/run/progress';
import { GOES_ON, five, many, operation, refused, run, together, watched } from './host';

describe('The output', () => {
	it('is in the order of the items, each paired with its own, whichever ends first', async () => {
		const what = operation({
			run: async (text) => {
				await sleep(text === 'item 0' ? 10 : 0);
				return { did: text };
			},
		});
		const { output } = await run(what, { items: five });
		expect(output).toEqual(
			five.map(({ index: item }) => ({ json: { did: `item ${item}` }, pairedItem: { item } })),
		);
	});

	it('is several items where one item comes to several, and none where it comes to none', async () => {
		const what = operation({
			run: async (text) => await Promise.resolve(text === 'item 1' ? [{ a: 1 }, { a: 2 }] : []),
		});
		expect((await run(what, { items: five })).output).toEqual(
			[1, 2].map((a) => ({ json: { a }, pairedItem: { item: 1 } })),
		);
	});

	it('is nothing where nothing comes in', async () => {
		expect((await run(operation({}), { items: [] })).json).toEqual([]);
	});
});

describe('At a time', () => {
	it.each<[most: number, options: object]>([
		[10, {}],
		[1, { concurrency: 1 }],
		[20, { concurrency: 50 }],
	])('%i of 20 items are under way with %j', async (most, options) => {
		const { what, seen } = watched();
		await run(what, { items: many(20), parameters: { options } });
		expect(seen.most).toBe(most);
	});

	it.each([0, 51, 1.5])('it cannot be %p', async (concurrency) => {
		const { what, seen } = watched();
		const { error } = await run(what, { items: five, parameters: { options: { concurrency } } });
		expect(error?.message).toContain("'Concurrency' must be a whole number from 1 to 50");
		expect(seen.done).toEqual([]);
	});

	it('the number of the first item counts for all', async () => {
		const { what, seen } = watched();
		const options = (index: number) => ({ concurrency: index === 0 ? 2 : 9 });
		await run(what, { items: many(9), parameters: { options } });
		expect(seen.most).toBe(2);
	});

	it('only one is of each person, in order, and nobody waits for somebody else', async () => {
		const under = new Map<string, number>();
		const seen: string[] = [];
		let othersAreDone = (): void => undefined;
		const others = new Promise<void>((resolve) => (othersAreDone = resolve));
		const whoseIs = (text: string) => (Number(text.slice(5)) % 2 === 0 ? 'slow' : 'quick');
		const what = operation({
			oneAtATime: whoseIs,
			run: async (text) => {
				const whose = whoseIs(text);
				under.set(whose, (under.get(whose) ?? 0) + 1);
				expect(under.get(whose)).toBe(1);
				if (text === 'item 0') await others;
				await sleep(0);
				under.set(whose, 0);
				seen.push(text);
				if (text === 'item 5') othersAreDone();
				return {};
			},
		});
		const { error } = await run(what, { items: many(6), parameters: { options: { concurrency: 2 } } });
		expect(error).toBeUndefined();
		expect(seen).toEqual(['item 1', 'item 3', 'item 5', 'item 0', 'item 2', 'item 4']);
	});
});

describe('Items that are answered together', () => {
	it('get each their own answer, one of them an error', async () => {
		const what = together(
			async (texts) => await Promise.resolve(texts.map((text, at) => (at === 1 ? refused() : { did: text }))),
		);
		const { json } = await run(what, { items: many(3), ...GOES_ON });
		expect(json).toEqual([
			{ did: 'item 0' },
			{ error: 'WeChat refused', description: 'Do this' },
			{ did: 'item 2' },
		]);
		const stopped = await run(what, { items: many(3) });
		expect(stopped.error?.context.itemIndex).toBe(1);
	});

	it('all fail with the call', async () => {
		const what = together(async () => await Promise.reject(refused()));
		const { json } = await run(what, { items: many(2), ...GOES_ON });
		expect(json.map(({ error }) => error)).toEqual(['WeChat refused', 'WeChat refused']);
	});

	it('are not asked about where none can be read', async () => {
		let asked = 0;
		const what = together(
			async () => {
				asked++;
				return await Promise.resolve([]);
			},
			{
				read: () => {
					throw new Error('Wrong');
				},
			},
		);
		expect((await run(what, { items: many(2), ...GOES_ON })).json).toHaveLength(2);
		expect(asked).toBe(0);
	});

	it('are not asked about again in the next try, where that must not be done twice', async () => {
		const kept = {};
		const asked: string[][] = [];
		const what = together(
			async (texts) => {
				asked.push(texts);
				return await Promise.resolve(
					texts.map((text) => (text === 'item 1' && asked.length === 1 ? refused() : { did: text })),
				);
			},
			{ onlyOnce: true },
		);
		await run(what, { items: many(3), kept });
		expect((await run(what, { items: many(3), kept })).json.map(({ did }) => did)).toEqual([
			'item 0',
			'item 1',
			'item 2',
		]);
		expect(asked).toEqual([['item 0', 'item 1', 'item 2'], ['item 1']]);
	});
});

it('An operation that handles items together says how far it is, as one that takes them one by one does', async () => {
	const step = jest.spyOn(Progress.prototype, 'step');
	const what = together(async (texts, _open, done) => {
		done(4);
		done(1);
		return await Promise.resolve(texts.map((did) => ({ did })));
	});
	await run(what, { items: five });
	expect(step.mock.calls).toEqual([[4], [1]]);
	await run(operation({}), { items: five });
	expect(step).toHaveBeenCalledTimes(7);
	step.mockRestore();
});
