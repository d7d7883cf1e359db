// What is stored with an execution of the messages that it sent: n8n writes it into its database as JSON, with each execution.
import type { IDataObject } from 'n8n-workflow';
import { KeptSends } from '../../../../../nodes/shared/run/keptSends';
import type { Done, Open } from '../../../../../nodes/shared/run/keptSends';

const done = (token?: string): Done => ({
	operation: 'templateMessage.send',
	...(token === undefined ? {} : { token }),
	outcome: { delivered: true },
});
const open = (token: string): Open => ({
	operation: 'templateMessage.send',
	key: `key of ${token}`,
	token,
	content: 'digest',
	receiver: 'r',
	since: 0,
	repeatable: true,
	message: 'No answer',
	description: 'It is not known',
});
const at = (run: string, index: number) => ({ run, index });
const all = () => true;

let context: IDataObject;
let kept: KeptSends;
beforeEach(() => {
	context = {};
	kept = new KeptSends(context);
});
/** As another process reads it. */
const reread = () => new KeptSends(JSON.parse(JSON.stringify(context)) as IDataObject);

it('Nothing is stored of a run that has sent nothing', () => {
	expect(kept.done(at('0', 0))).toBeUndefined();
	expect(kept.open(at('0', 0))).toBeUndefined();
	expect(kept.hasOpen).toBe(false);
	expect(kept.allOpen()).toEqual([]);
	expect(kept.tokens(all)).toEqual([]);
	kept.closeOpen(at('0', 0));
	kept.finish('0');
	expect(context).toEqual({});
});

it('What was delivered is found again by run and item, in another process, too', () => {
	kept.setDone(at('0', 1), done('a'));
	kept.setDone(at('0', 2), done('b'));
	kept.setDone(at('1', 1), done('c'));
	for (const one of [kept, reread()]) {
		expect(one.done(at('0', 1))).toEqual(done('a'));
		expect(one.done(at('0', 2))).toEqual(done('b'));
		expect(one.done(at('1', 1))).toEqual(done('c'));
		expect(one.done(at('1', 2))).toBeUndefined();
		expect(one.done(at('2', 1))).toBeUndefined();
	}
});

it('Of a run that is over only the tokens stay', () => {
	kept.setDone(at('0', 0), done('a'));
	kept.setDone(at('0', 1), done());
	kept.setDone(at('0', 2), done('b'));
	kept.setDone(at('1', 0), done('c'));
	kept.finish('0');
	expect(kept.done(at('0', 0))).toBeUndefined();
	expect(kept.done(at('1', 0))).toEqual(done('c'));
	expect(kept.tokens(all).sort()).toEqual(['a', 'b', 'c']);
	kept.finish('1');
	expect(context).toEqual({ sent: { 0: 'a b', 1: 'c' } });
	expect(reread().tokens(all).sort()).toEqual(['a', 'b', 'c']);
});

it('Messages without a key leave nothing when their run is over', () => {
	kept.setDone(at('0', 0), done());
	expect(kept.tokens(all)).toEqual([]);
	kept.finish('0');
	expect(context).toEqual({});
});

it('The tokens of some runs are told from those of others, over or not', () => {
	kept.setDone(at('0', 0), done('a'));
	kept.finish('0');
	kept.setDone(at('1', 0), done('b'));
	expect(kept.tokens((run) => run === '0')).toEqual(['a']);
	expect(kept.tokens((run) => run === '1')).toEqual(['b']);
});

it('What may have arrived stays until it is settled', () => {
	kept.setOpen(at('0', 3), open('a'));
	kept.setOpen(at('0', 4), open('b'));
	kept.setOpen(at('1', 0), open('c'));
	kept.finish('0');
	for (const one of [kept, reread()]) {
		expect(one.hasOpen).toBe(true);
		expect(one.open(at('0', 3))).toEqual(open('a'));
		expect(one.open(at('0', 5))).toBeUndefined();
		expect(one.allOpen()).toEqual([
			{ ...at('0', 3), open: open('a') },
			{ ...at('0', 4), open: open('b') },
			{ ...at('1', 0), open: open('c') },
		]);
	}
	kept.closeOpen(at('0', 3));
	kept.closeOpen(at('2', 0));
	expect(kept.allOpen()).toHaveLength(2);
	kept.closeOpen(at('0', 4));
	expect(context).toEqual({ open: { 1: { 0: open('c') } } });
	kept.closeOpen(at('1', 0));
	expect(context).toEqual({});
	expect(kept.hasOpen).toBe(false);
});
