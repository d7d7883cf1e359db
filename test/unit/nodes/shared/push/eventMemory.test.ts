// One event, one execution: the memory of taken events, with a clock of its own.
import { EventMemory } from '../../../../../nodes/shared/push/eventMemory';
import { RefusalLog } from '../../../../../nodes/shared/push/refusalLog';
import type { EventState } from '../../../../../nodes/shared/push/eventMemory';

let time = 0;
const now = () => time;
const memoryOf = (maxEvents = 100) => new EventMemory({ now, maxEvents });
const once = { lifetimeMs: 60_000, stored: [] };

beforeEach(() => {
	time = 1_000_000;
});

test('an event is taken once, and again when it is old enough', () => {
	const memory = memoryOf();
	expect(memory.claim('a', once)).toBe('taken');
	expect(memory.claim('a', once)).toBe('saved');
	expect(memory.claim('b', once)).toBe('taken');
	time += 59_999;
	expect(memory.claim('a', once)).toBe('saved');
	time += 1;
	expect(memory.claim('a', once)).toBe('taken');
});

test('while the first delivery is being stored a second one is neither taken nor done', () => {
	const memory = memoryOf();
	let state: EventState = 'saving';
	const claim = { ...once, settle: () => state };
	expect(memory.claim('a', claim)).toBe('taken');
	expect(memory.claim('a', claim)).toBe('saving');
	state = 'saved';
	expect(memory.claim('a', claim)).toBe('saved');
});

test('a delivery whose storing failed is forgotten, so the next one is taken', () => {
	const memory = memoryOf();
	let state: EventState = 'saving';
	memory.claim('a', { ...once, settle: () => state });
	state = 'failed';
	expect(memory.claim('a', once)).toBe('taken');
	expect(memory.claim('a', once)).toBe('saved');
});

test('how the storing went is asked no longer than needed, so that a request is not held on to', () => {
	const memory = memoryOf();
	const settle = jest.fn((): EventState => 'saved');
	memory.claim('a', { ...once, settle });
	for (const key of ['b', 'c', 'd']) memory.claim(key, once);
	expect(settle).toHaveBeenCalledTimes(1);
});

test('the memory is bounded: the oldest go first', () => {
	const memory = memoryOf(100);
	for (let i = 0; i < 101; i++) memory.claim(`event${i}`, once);
	expect(memory.claim('event100', once)).toBe('saved');
	expect(memory.claim('event1', once)).toBe('saved');
	expect(memory.claim('event0', once)).toBe('taken');
});

test('another process knows what was written into static data, as long as it counts', () => {
	const first = memoryOf();
	first.claim('a', once);
	const stored = first.snapshot({ key: 'a', stored: [], maxStored: 10 });
	expect(stored).toHaveLength(1);
	const second = memoryOf();
	expect(second.claim('a', { ...once, stored: stored ?? [] })).toBe('saved');
	expect(second.claim('b', { ...once, stored: stored ?? [] })).toBe('taken');
	time += 60_000;
	expect(second.claim('a', { ...once, stored: stored ?? [] })).toBe('taken');
});

test('each event is written at once, the last before a pause too, and nothing when there is nothing new', () => {
	const memory = memoryOf(1000);
	let stored: string[] = [];
	for (let i = 0; i < 100; i++, time += 10) {
		memory.claim(`event${i}`, once);
		const written = memory.snapshot({ key: `event${i}`, stored, maxStored: 500 });
		expect(written?.at(-1)).toMatch(new RegExp(`^event${i} `));
		stored = written ?? [];
	}
	expect(stored).toHaveLength(100);
	expect(memory.snapshot({ stored, maxStored: 500 })).toBeUndefined();
});

test('what was not written with its own request is written with the next', () => {
	const memory = memoryOf();
	memory.claim('waited', once);
	const written = memory.snapshot({ stored: ['theirs 9999999999'], maxStored: 10 });
	expect(written?.map((entry) => entry.split(' ')[0])).toEqual(['theirs', 'waited']);
	expect(memory.snapshot({ stored: written ?? [], maxStored: 10 })).toBeUndefined();
});

test('what is written is bounded, newest last, and keeps what other processes wrote', () => {
	const memory = memoryOf();
	for (let i = 0; i < 20; i++) memory.claim(`mine${i}`, once);
	const until = time + 5000;
	const stored = [`theirs ${until}`, `over ${time - 1}`, 'nonsense'];
	const all = memory.snapshot({ key: 'mine19', stored, maxStored: 50 })?.map((entry) => entry.split(' ')[0]);
	expect(all).toEqual(['theirs', ...Array.from({ length: 20 }, (_, i) => `mine${i}`)]);
	memory.claim('mine20', once);
	const few = memory.snapshot({ key: 'mine20', stored, maxStored: 2 })?.map((entry) => entry.split(' ')[0]);
	expect(few).toEqual(['mine19', 'mine20']);
});

test('an event that is still being stored is not written on behalf of another', () => {
	const memory = memoryOf();
	memory.claim('slow', { ...once, settle: () => 'saving' });
	memory.claim('quick', once);
	const written = memory.snapshot({ key: 'quick', stored: [], maxStored: 10 });
	expect(written?.map((entry) => entry.split(' ')[0])).toEqual(['quick']);
});

test('a flood of refusals is logged once a minute per reason, with a count', () => {
	const log = new RefusalLog({ now, quietMs: 60_000 });
	expect(log.count('node/stale')).toBe(0);
	for (let i = 0; i < 1000; i++) expect(log.count('node/stale')).toBeUndefined();
	expect(log.count('node/wrongSignature')).toBe(0);
	time += 60_000;
	expect(log.count('node/stale')).toBe(1000);
	expect(log.count('node/stale')).toBeUndefined();
});
