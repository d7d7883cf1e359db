// What the process knows of n8n's Retries of one saved execution. The same through n8n's engine:
// test/engine/retriedTwice.test.ts.
import { RetriedSends } from '../../../../../nodes/shared/run/retriedSends';

const whose = { firstExecution: '1', nodeKey: 'w/n' };
const done = { operation: 'templateMessage.send', outcome: { delivered: true } };
const sent = { execution: '2', receiver: 'r', done };
const at = (index: number, run = '0') => ({ run, index });

let now = 0;
beforeEach(() => {
	now = 1_700_000_000_000;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

it('A message is known by its execution, node, run and item', () => {
	const sends = new RetriedSends(10, 1000);
	sends.keep(whose, at(3), sent);
	expect(sends.find(whose, at(3))).toMatchObject(sent);
	expect(sends.find(whose, at(4))).toBeUndefined();
	expect(sends.find(whose, at(3, '1'))).toBeUndefined();
	expect(sends.find({ ...whose, firstExecution: '4' }, at(3))).toBeUndefined();
	expect(sends.find({ ...whose, nodeKey: 'w/m' }, at(3))).toBeUndefined();
});

it('The latest that a Retry came to counts', () => {
	const sends = new RetriedSends(10, 1000);
	sends.keep(whose, at(0), { execution: '2', receiver: 'r' });
	sends.keep(whose, at(0), { ...sent, execution: '3' });
	expect(sends.find(whose, at(0))).toMatchObject({ execution: '3', done });
});

it('The oldest go when there are too many; one that is known newly is the youngest', () => {
	const sends = new RetriedSends(2, 1000);
	for (const index of [0, 1, 0, 2]) sends.keep(whose, at(index), sent);
	expect([0, 1, 2].map((index) => sends.find(whose, at(index))?.execution)).toEqual(['2', undefined, '2']);
});

it('They are known for so long and no longer', () => {
	const sends = new RetriedSends(10, 1000);
	sends.keep(whose, at(0), sent);
	now += 999;
	expect(sends.find(whose, at(0))).toBeDefined();
	now += 1;
	expect(sends.find(whose, at(0))).toBeUndefined();
});
