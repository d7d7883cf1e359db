// Asking for many people in one call, of whom some make WeChat refuse the whole: nobody is lost, and few calls are made.
import { WechatError } from '../../../../../nodes/shared/call/errors';
import { askMany } from '../../../../../nodes/shared/call/many';
import { explain } from '../../../../../wechat/errors/explain';

const refused = (errcode: number) =>
	WechatError.fromAnswer(explain({ errcode, errmsg: 'x', path: '/cgi-bin/user/info/batchget' }));
const people = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);

/** A WeChat that refuses every list with a bad person in it, and leaves open whom it forgets. */
async function ask(
	list: string[],
	bad: Record<string, Error>,
	forgets: (asked: string[]) => string[] = () => [],
) {
	const calls: string[][] = [];
	const good: string[] = [];
	const failed: Record<string, Error> = {};
	await askMany(list, {
		async ask(asked) {
			calls.push(asked);
			await Promise.resolve();
			const culprit = asked.find((person) => person in bad);
			if (culprit !== undefined) return await Promise.reject(bad[culprit]);
			const open = forgets(asked);
			good.push(...asked.filter((person) => !open.includes(person)));
			return open;
		},
		failed(person, error) {
			expect(failed).not.toHaveProperty(person);
			failed[person] = error;
		},
	});
	return { calls, good: good.sort(), failed };
}
const without = (list: string[], ...those: string[]) =>
	list.filter((person) => !those.includes(person)).sort();

it('is one call where all is well', async () => {
	const { calls, good, failed } = await ask(people(100), {});
	expect(calls).toEqual([people(100)]);
	expect(good).toEqual(people(100).sort());
	expect(failed).toEqual({});
});

it.each([40003, 40031, 43004, 45059, 45169, 46004, 49003])(
	'finds the one of a hundred about whom WeChat says %i, by halves',
	async (errcode) => {
		const error = refused(errcode);
		const { calls, good, failed } = await ask(people(100), { p37: error });
		expect(good).toEqual(without(people(100), 'p37'));
		expect(failed).toEqual({ p37: error });
		expect(calls.length).toBeLessThanOrEqual(15);
		expect(calls[1]).toEqual(people(50));
	},
);

it('finds several, wherever they stand', async () => {
	const error = refused(40003);
	const { good, failed } = await ask(people(7), { p0: error, p3: error, p6: error });
	expect(good).toEqual(['p1', 'p2', 'p4', 'p5']);
	expect(Object.keys(failed).sort()).toEqual(['p0', 'p3', 'p6']);
});

it.each([
	['the length of the list', () => refused(40032)],
	['a tag that is none', () => refused(45159)],
	['the interface', () => refused(48001)],
	['a limit that passes', () => refused(45011)],
	['a WeChat that is busy', () => refused(-1)],
	['no answer', () => new WechatError({ message: 'm', description: 'd', fate: 'unknown' })],
	['something else', () => new Error('x')],
])('is not taken apart for %s: all meet it', async (_, make) => {
	const error = make();
	const { calls, good, failed } = await ask(people(5), { p2: error });
	expect(calls).toHaveLength(1);
	expect(good).toEqual([]);
	expect(failed).toEqual(Object.fromEntries(people(5).map((person) => [person, error])));
});

describe('A refusal that perhaps speaks of one', () => {
	const perhaps = refused(40013 + 99_000);

	it('is all people’s where the first and the last meet the same', async () => {
		const bad = Object.fromEntries(people(9).map((person) => [person, perhaps]));
		const { calls, failed } = await ask(people(9), bad);
		expect(calls.map((asked) => asked.length)).toEqual([9, 1, 1]);
		expect(calls.slice(1).flat().sort()).toEqual(['p0', 'p8']);
		expect(failed).toEqual(bad);
	});

	it('is looked for between them where they are well', async () => {
		const { calls, good, failed } = await ask(people(9), { p4: perhaps });
		expect(failed).toEqual({ p4: perhaps });
		expect(good).toEqual(without(people(9), 'p4'));
		// That one of these seven is refused is known: by halves at once.
		expect(calls.slice(0, 5).map((asked) => asked.length)).toEqual([9, 1, 1, 4, 3]);
	});

	it.each(['p0', 'p8'])('is that of %s alone where only that one meets it', async (person) => {
		const { good, failed } = await ask(people(9), { [person]: perhaps });
		expect(failed).toEqual({ [person]: perhaps });
		expect(good).toEqual(without(people(9), person));
	});

	it('is not all people’s where the ends meet another', async () => {
		const other = refused(40003);
		const { good, failed } = await ask(people(4), { p0: other, p3: other, p1: perhaps });
		expect(good).toEqual(['p2']);
		expect(failed).toEqual({ p0: other, p1: perhaps, p3: other });
	});

	it.each([
		['another refusal', refused(40003)],
		['no answer', new WechatError({ message: 'm', description: 'd', fate: 'unknown' })],
	])('is not all people’s where one of the ends meets %s', async (_, other) => {
		const { good, failed } = await ask(people(4), { p0: perhaps, p1: perhaps, p3: other });
		expect(good).toEqual(['p2']);
		expect(failed).toEqual({ p0: perhaps, p1: perhaps, p3: other });
	});

	it.each([2, 3])('costs one call for each of %i', async (count) => {
		const { calls, good } = await ask(people(count), { p1: perhaps });
		expect(good).toEqual(without(people(count), 'p1'));
		expect(calls).toHaveLength(1 + count);
	});
});

describe('Those whom an answer leaves open', () => {
	it('are asked again by themselves', async () => {
		let isFirst = true;
		const forgets = (asked: string[]) => {
			const open = isFirst ? asked.slice(-2) : [];
			isFirst = false;
			return open;
		};
		const { calls, good } = await ask(people(6), {}, forgets);
		expect(calls).toEqual([people(6), ['p4', 'p5']]);
		expect(good).toEqual(people(6));
	});

	it('are asked by halves where it leaves all of them open', async () => {
		const { calls, good } = await ask(people(5), {}, (asked) => (asked.length > 2 ? asked : []));
		expect(calls.map((asked) => asked.length)).toEqual([5, 3, 2, 2, 1]);
		expect(good).toEqual(people(5));
	});
});
