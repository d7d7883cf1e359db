// What comes out of a run, in each way in which n8n lets a node go on after an error.
import type { IDataObject } from 'n8n-workflow';
import { InterruptedList } from '../../../../../nodes/shared/call/errors';
import { FileOutcome } from '../../../../../nodes/shared/run/operation';
import { BRANCHES, GOES_ON, answered, failing, operation, run, sending, silent, two } from './host';

it('A file goes into the binary data of its item', async () => {
	const binary = { photo: { data: 'png', fileName: 'a.png', mimeType: 'image/png' } };
	const what = operation({ run: async () => await Promise.resolve(new FileOutcome({ id: 7 }, binary)) });
	expect((await run(what)).output).toEqual([{ json: { id: 7 }, binary, pairedItem: { item: 0 } }]);
});

describe('On the error branch', () => {
	it('an item has nothing but the error, since n8n puts it beside the input', async () => {
		const { output } = await run(sending(failing(silent('unsafe'))), { ...BRANCHES });
		expect(output).toEqual([{ json: { error: 'No answer' }, pairedItem: { item: 0 } }]);
	});

	it('the error tells WeChat’s code', async () => {
		const refusal = answered(40003, 'invalid openid');
		const { json } = await run(sending(failing(refusal)), { ...BRANCHES });
		expect(json).toEqual([{ error: `${refusal.message} (errcode 40003)` }]);
	});
});

describe('A list that broke off', () => {
	const broken = (resume: IDataObject) =>
		operation(
			failing(new InterruptedList(silent('unknown'), [{ id: 1 }, { id: 2 }], resume, ' Go on at 2.')),
		);
	const found = [{ id: 1 }, { id: 2 }];

	it('puts out what it has, then the error and where to go on', async () => {
		const { json, output } = await run(broken({ next: 2 }), GOES_ON);
		expect(json).toEqual([...found, { error: 'No answer', description: 'Look Go on at 2.', next: 2 }]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(new Array(3).fill({ item: 0 }));
	});

	it('says on the error branch in words where to go on', async () => {
		expect((await run(broken({ next: 2 }), BRANCHES)).json).toEqual([
			...found,
			{ error: 'No answer Look Go on at 2.' },
		]);
		expect((await run(broken({}), BRANCHES)).json).toEqual([...found, { error: 'No answer' }]);
	});

	it('counts in the line above the output, with what failed', async () => {
		const seen: object[] = [];
		const what = { ...broken({ next: 2 }), summary: (finished: object) => (seen.push(finished), undefined) };
		expect((await run(what, { items: two, ...GOES_ON })).hints).toEqual([]);
		expect(seen).toEqual([{ outcomes: [...found, { delivered: true }], failed: 1 }]);
	});
});

describe('The error of a run that stops', () => {
	const options = { concurrency: 1 };
	const three = [{}, {}, {}];
	const described = async (which: string, error = silent('neverSent'), items: IDataObject[] = three) =>
		(await run(sending(failing(error, which)), { items, parameters: { options } })).error?.description;

	it('says what was sent until then, since n8n shows no output', async () => {
		expect(await described('item 0')).toBe('Look Nothing was sent.');
		expect(await described('item 1')).toBe('Look Of 3 messages 1 was delivered before the run stopped.');
		expect(await described('item 2')).toBe('Look Of 3 messages 2 were delivered before the run stopped.');
	});

	it('does not claim that nothing was sent where nobody knows, of one at least', async () => {
		expect(await described('item 0', silent('unsafe'))).toBe('Look');
		const both = sending({
			run: async (text) => await Promise.reject(silent(text === 'item 0' ? 'unsafe' : 'neverSent')),
		});
		expect((await run(both, { items: two })).error?.description).toBe('Look');
	});

	it('begins with that, where there is nothing else to say', async () => {
		expect(await described('item 0', new Error('Wrong') as never)).toBe('Nothing was sent.');
	});

	it('of one message says no more than became of that one', async () => {
		expect(await described('item 0', silent('neverSent'), [{}])).toBe('Look');
	});

	it('of what sends nothing speaks of no messages', async () => {
		const { error } = await run(operation(failing(silent('neverSent'))), { items: three });
		expect(error?.description).toBe('Look');
	});

	it('for mistakes in the items says that nothing was sent, where something would have been', async () => {
		const wrong = {
			read: () => {
				throw new Error('Wrong');
			},
		};
		expect((await run(sending(wrong), { items: three })).error?.description).toContain('Nothing was sent.');
		expect((await run(operation(wrong), { items: three })).error?.description).not.toContain('sent');
	});
});
