// What n8n's further tries of the same work know of the earlier ones, so that nobody gets a message twice or not at all. The
// same through n8n's engine: test/engine/sendOnce.test.ts.
import { Execution, content, delivered, key, met } from './execution';

let execution: Execution;
beforeEach(() => (execution = new Execution()));

it('A first try knows nothing', () => {
	const memory = execution.try();
	expect(memory.recall(0)).toBeUndefined();
	expect(memory.recallContent(0, content)).toBeUndefined();
	expect(memory.mayHaveArrived(0)).toBe(false);
	expect(memory.tries).toBe(1);
});

it('Tries are counted until one ends the work', () => {
	execution.try().close(true);
	expect(execution.try().tries).toBe(2);
	expect(execution.try({ run: '1' }).tries).toBe(1);
	const third = execution.try();
	expect(third.tries).toBe(3);
	third.close(false);
	expect(execution.try().tries).toBe(1);
});

describe('A message that was delivered', () => {
	it('is not sent again by the next try, in whichever process', () => {
		const outcome = { delivered: true, msgid: '1' };
		expect(execution.try().succeeded(1, outcome)).toBe(outcome);
		expect(execution.try().recall(1)).toEqual({ outcome });
		execution.reread();
		expect(execution.try().recall(1)).toEqual({ outcome });
	});

	it('says nothing of another item, another round, another operation or another execution', () => {
		execution.try().succeeded(1, delivered);
		expect(execution.try().recall(0)).toBeUndefined();
		expect(execution.try({ run: '1' }).recall(1)).toBeUndefined();
		expect(execution.try({ operation: 'customerMessage.send' }).recall(1)).toBeUndefined();
		expect(new Execution().try().recall(1)).toBeUndefined();
	});

	it('is sent anew when n8n runs the work of a finished run again', () => {
		const memory = execution.try();
		memory.succeeded(1, delivered);
		memory.close(false);
		expect(execution.try().recall(1)).toBeUndefined();
	});

	it('is one that went out: a person who cannot be reached is asked again', () => {
		const outcome = { delivered: false, reason: 'notFollowing' };
		expect(execution.try().succeeded(0, outcome)).toBe(outcome);
		expect(execution.try().recall(0)).toBeUndefined();
		expect(execution.kept).toEqual({});
	});
});

describe('The key of a message', () => {
	it('is the given one, or none where none is wanted', () => {
		expect(key(execution.try(), 0, 'content', content, 'mine')).toBe('mine');
		expect(key(execution.try(), 0, 'off', content, 'mine')).toBe('mine');
		expect(key(execution.try(), 0, 'off')).toBeUndefined();
	});

	it('is the same in every execution, or in this one alone', () => {
		const [one, other] = [new Execution('1'), new Execution('2')];
		expect(key(one.try())).toBe(key(other.try()));
		expect(key(one.try(), 1, 'execution')).not.toBe(key(other.try(), 1, 'execution'));
		expect(key(one.try(), 2, 'execution', 'b')).toBe(
			key(new Execution('1').try({ execution: '3' }), 2, 'execution', 'b'),
		);
	});

	it('is another one for each item with the same content, and the same in each try', () => {
		const made = () => {
			const memory = execution.try();
			const keys = [0, 1, 2].map((index) => key(memory, index));
			memory.close(true);
			return keys;
		};
		const first = made();
		expect(new Set(first).size).toBe(3);
		expect(made()).toEqual(first);
		expect(key(execution.try(), 0, 'content', { ...content, text: 'b' })).not.toBe(first[0]);
	});

	it('is not that of a message which an earlier round delivered, in whichever process', () => {
		const memory = execution.try();
		const first = key(memory);
		memory.succeeded(0, delivered);
		memory.close(false);
		const second = execution.try({ run: '1' });
		const secondKey = key(second);
		expect(secondKey).not.toBe(first);
		second.succeeded(0, delivered);
		second.close(false);
		const third = key(execution.try({ run: '2' }));
		expect([first, secondKey]).not.toContain(third);
		execution.reread();
		expect(key(execution.try({ run: '2' }))).toBe(third);
	});

	it('is free again when its message was refused', () => {
		const memory = execution.try();
		const first = key(memory);
		memory.failed(0, met('refused'), content);
		memory.close(false);
		expect(key(execution.try({ run: '1' }))).toBe(first);
	});

	it('is not that of a message which another call of an agent has under way', () => {
		const one = execution.try({ run: 'tool:e:1' });
		const other = execution.try({ run: 'tool:e:2' });
		const first = key(one);
		expect(key(other)).not.toBe(first);
		one.close(false);
		expect(key(execution.try({ run: 'tool:e:3' }))).toBe(first);
	});

	it('counts what an agent sent before for nothing, when a retried execution asks it again', () => {
		const memory = execution.try({ run: 'tool:e:1' });
		const first = key(memory);
		memory.succeeded(0, delivered);
		memory.close(false);
		execution.reread();
		expect(key(execution.try({ run: 'tool:e:2' }))).not.toBe(first);
		execution.reread();
		expect(key(execution.try({ run: 'tool:f:1', execution: 'f' }))).toBe(first);
	});
});

describe('What is no message, and must not be done twice', () => {
	const deed = { operation: 'login.code2Session', isMessage: false };

	it('is not done again by the next try, and its outcome is not stored: it may hold a session key', () => {
		const outcome = { session_key: 'secret' };
		expect(execution.try(deed).succeeded(0, outcome)).toBe(outcome);
		execution.try(deed).succeeded(1, { id: 2 });
		expect(execution.try(deed).recall(0)).toEqual({ outcome });
		expect(execution.try(deed).recall(1)).toEqual({ outcome: { id: 2 } });
		expect(execution.try(deed).recall(2)).toBeUndefined();
		expect(execution.try({ ...deed, run: '1' }).recall(0)).toBeUndefined();
		expect(execution.kept).toEqual({});
	});

	it('is not done again when it may have been done; what was refused, or does no harm, is', () => {
		const memory = execution.try(deed);
		const errors = (['unsafe', 'unknown', 'refused'] as const).map(met);
		for (const [index, error] of errors.entries()) expect(memory.failed(index, error)).toBe(error);
		memory.close(true);
		const next = execution.try(deed);
		expect(next.recall(0)).toEqual({ error: errors[0] });
		expect(next.recall(1)).toBeUndefined();
		expect(next.recall(2)).toBeUndefined();
		expect(next.recallContent(0, content)).toBeUndefined();
	});

	it('is done again in the next round, and in a run of its own', () => {
		const memory = execution.try(deed);
		memory.succeeded(0, { id: 1 });
		memory.close(false);
		expect(execution.try(deed).recall(0)).toBeUndefined();
	});
});
