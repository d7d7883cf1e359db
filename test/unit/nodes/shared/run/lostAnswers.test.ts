// Messages of which nobody knows whether WeChat delivered them: what further tries and rounds of the same execution make of them.
import type { SendOnce } from '../../../../../nodes/shared/run/identity';
import type { Fate } from '../../../../../nodes/shared/call/errors';
import { Execution, content, delivered, key, met } from './execution';
import type { Try } from './execution';

const MINUTE = 60_000;

let now = 0;
beforeEach(() => {
	now = 1_700_000_000_000;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

let execution: Execution;
beforeEach(() => (execution = new Execution()));

describe('A message that may have arrived', () => {
	/** The first try sends item 0 with a key, or without, and nothing comes back. */
	const lost = (fate: Fate = 'unknown', mode: SendOnce = 'content', run = '0') => {
		const memory = execution.try({ run });
		const made = key(memory, 0, mode);
		const error = met(fate);
		expect(memory.failed(0, error, content)).toBe(error);
		memory.close(run === '0');
		return made;
	};
	const NOT_AGAIN = { error: expect.objectContaining({ message: 'No answer', fate: 'unsafe' }) as Error };

	it('is sent again under the same key, whatever its content is by now', () => {
		const made = lost();
		execution.reread();
		const memory = execution.try();
		expect(memory.recall(0)).toBeUndefined();
		expect(memory.mayHaveArrived(0)).toBe(true);
		expect(memory.mayHaveArrived(1)).toBe(false);
		expect(key(memory, 0, 'content', 'other')).toBe(made);
		expect(key(memory, 0, 'off', 'other', 'mine')).toBe(made);
		expect(key(memory, 1)).not.toBe(made);
	});

	it('may have left the person with other content than the next try has, also a try later', () => {
		const other = (parameters: unknown) => execution.try().mayHaveOther(0, parameters);
		expect(other(content)).toBe(false);
		lost();
		execution.reread();
		expect(execution.try().mayHaveOther(1, 'computed anew')).toBe(false);
		expect([other(content), other('computed anew')]).toEqual([false, true]);
		execution.try().failed(0, met('unknown'), content);
		expect(other(content)).toBe(false);
		for (let tries = 0; tries < 2; tries++) {
			// A try of its own each time: the earlier ones are looked up as it begins.
			const memory = execution.try();
			memory.failed(0, met('unknown'), 'computed anew');
			expect([other(content), other('computed anew')]).toEqual([true, true]);
		}
	});

	it('keeps its key, also when an item with the same content is read before it', () => {
		const memory = execution.try();
		const keys = [key(memory, 0), key(memory, 1)];
		memory.succeeded(0, delivered);
		memory.failed(1, met('unknown'), content);
		memory.close(true);
		const again = execution.try();
		expect(again.recall(0)).toEqual({ outcome: delivered });
		expect(key(again, 2)).not.toBe(keys[1]);
		expect(key(again, 1)).toBe(keys[1]);
	});

	it('is not sent again where WeChat might not drop the second: without a key, or where that does harm', () => {
		lost('unknown', 'off');
		expect(execution.try().recall(0)).toEqual(NOT_AGAIN);
		execution = new Execution();
		lost('unsafe');
		expect(execution.try().recall(0)).toEqual(NOT_AGAIN);
		expect(execution.try({ operation: 'customerMessage.send' }).recall(0)).toBeUndefined();
	});

	it('is not sent again when ten minutes have passed since its first try: so long WeChat knows a key', () => {
		lost();
		now += 6 * MINUTE;
		const second = execution.try();
		key(second);
		second.failed(0, met('unknown'), content);
		second.close(true);
		now += 4 * MINUTE - 1;
		expect(execution.try().recall(0)).toBeUndefined();
		now += 1;
		expect(execution.try().recall(0)).toEqual(NOT_AGAIN);
		expect(execution.try().recall(0)).toMatchObject({ error: { description: 'What to do' } });
	});

	it('is settled when a try is delivered', () => {
		lost();
		const memory = execution.try();
		key(memory);
		expect(memory.succeeded(0, delivered)).toBe(delivered);
		expect(execution.kept).not.toHaveProperty('open');
		expect(execution.try().recall(0)).toEqual({ outcome: delivered });
	});

	it('is not settled by a refusal, nor by a person who is gone: the first try may be there all the same', () => {
		lost();
		const memory = execution.try();
		expect(memory.failed(0, met('refused'), content)).toMatchObject({ fate: 'unknown', mayBeDone: true });
		const gone = { delivered: false, reason: 'notFollowing' };
		expect(() => memory.succeeded(0, gone)).toThrow('This person cannot be reached (notFollowing)');
		expect(execution.try().mayHaveArrived(0)).toBe(true);
		expect(memory.failed(1, met('neverSent'), content)).toMatchObject({ fate: 'neverSent' });
	});

	describe('in an earlier round of a loop', () => {
		const again = (from: Try['from']) => execution.try({ run: '1', from });
		const unknown = { delivered: null, reason: 'unknown' };

		it('is known by the item that comes from it, and ends without an error, so that the loop does', () => {
			lost('unsafe');
			const memory = again([undefined, { run: '0', index: 0 }]);
			expect(memory.recall(1)).toMatchObject({ outcome: unknown });
			expect(memory.recall(0)).toBeUndefined();
			expect(memory.mayHaveArrived(1)).toBe(true);
		});

		it('is sent again under its key where that does no harm', () => {
			const made = lost();
			const memory = again([undefined, { run: '0', index: 0 }]);
			expect(memory.recall(1)).toBeUndefined();
			expect(key(memory, 1, 'content', 'other')).toBe(made);
			memory.succeeded(1, delivered);
			expect(execution.kept).not.toHaveProperty('open');
		});

		it('stands once in what is stored, however often its answer is lost', () => {
			lost();
			const memory = again([undefined, { run: '0', index: 0 }]);
			key(memory, 1);
			memory.failed(1, met('unknown'), content);
			expect(execution.kept.open).toEqual({ 1: { 1: expect.anything() as object } });
		});

		it('ends as unknown when the person cannot be reached any more', () => {
			lost();
			const memory = again([{ run: '0', index: 0 }]);
			expect(memory.succeeded(0, { delivered: false, reason: 'notFollowing' })).toMatchObject(unknown);
		});

		it('is known by its receiver where n8n pairs the items in another order', () => {
			const before = execution.try({ receivers: ['one', 'two'] });
			for (const index of [0, 1]) before.failed(index, met('unsafe'), { index });
			before.close(false);
			const from = [0, 1, 1].map((index) => ({ run: '0', index }));
			const memory = execution.try({ run: '1', from, receivers: ['two', 'three', 'one'] });
			expect(memory.recall(0)).toMatchObject({ outcome: unknown });
			expect(memory.recall(1)).toBeUndefined();
			expect(memory.recall(2)).toMatchObject({ outcome: unknown });
			expect(memory.failed(2, met('refused'))).toMatchObject({ fate: 'unknown' });
		});

		it('is known by its place where its receiver cannot be read any more', () => {
			execution.try({ receivers: ['one'] }).failed(0, met('unsafe'), content);
			const memory = execution.try({ run: '1', from: [{ run: '0', index: 0 }] });
			expect(memory.recall(0)).toMatchObject({ outcome: unknown });
		});

		it('is one try of one item, and another item of the same receiver is none', () => {
			execution.try({ receivers: ['one', 'two'] }).failed(0, met('unsafe'), content);
			const from = [0, 1].map((index) => ({ run: '0', index }));
			const memory = execution.try({ run: '1', from, receivers: ['one', 'one'] });
			expect(memory.recall(0)).toMatchObject({ outcome: unknown });
			expect(memory.recall(1)).toBeUndefined();
		});

		it('gives its number to the next of this content, where n8n does not say which item comes from it', () => {
			const made = lost();
			expect(key(again([]), 0)).toBe(made);
			expect(key(again([undefined, { run: '0', index: 0 }]), 0)).not.toBe(made);
		});

		it('without a key is known by its content, where n8n does not say which item comes from it', () => {
			lost('unknown', 'off');
			expect(again([]).recallContent(2, content)).toMatchObject({ outcome: unknown });
			expect(again([]).recallContent(2, { ...content, text: 'b' })).toBeUndefined();
			expect(again([undefined, { run: '0', index: 0 }]).recallContent(1, content)).toBeUndefined();
			expect(execution.try().recallContent(2, content)).toBeUndefined();
			const other = execution.try({ run: '1', operation: 'customerMessage.send' });
			expect(other.recallContent(2, content)).toBeUndefined();
		});

		it('with a key is left to WeChat, which drops the second', () => {
			lost();
			expect(again([]).recallContent(2, content)).toBeUndefined();
		});

		it('is nothing to a call of an agent, whose items come from nowhere', () => {
			lost('unsafe', 'content', 'tool:e:1');
			expect(again([{ run: 'tool:e:1', index: 0 }]).recall(0)).toBeUndefined();
		});
	});
});
