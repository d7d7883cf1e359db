// What comes out of a run, in each way in which n8n lets a node go on after an error.
import type { IDataObject } from 'n8n-workflow';
import { InterruptedList, WechatError, notTried } from '../../../../../nodes/shared/call/errors';
import type { Fate } from '../../../../../nodes/shared/call/errors';
import { FileOutcome } from '../../../../../nodes/shared/run/operation';
import { explain } from '../../../../../wechat/errors/explain';
import { operation, run, sending } from './host';

const GOES_ON = { node: { onError: 'continueRegularOutput' } } as const;
const BRANCHES = { node: { onError: 'continueErrorOutput' } } as const;
const answered = (errcode: number, errmsg: string) => WechatError.fromAnswer(explain({ errcode, errmsg }));
const silent = (fate: Fate) => new WechatError({ message: 'No answer', description: 'Look', fate });
const failing = (error: Error, which = 'item 0') => ({
	run: async (text: string) => {
		if (text === which) throw error;
		return await Promise.resolve({ delivered: true });
	},
});
const two = [{ a: 1 }, { a: 2 }];

it('A file goes into the binary data of its item', async () => {
	const file = { property: 'data', fileName: 'a.png', mimeType: 'image/png', data: Buffer.from('png') };
	const what = operation({ run: async () => await Promise.resolve(new FileOutcome({ id: 7 }, file)) });
	expect((await run(what)).output).toEqual([
		{
			json: { id: 7 },
			binary: { data: { data: 'png', fileName: 'a.png', mimeType: 'image/png' } },
			pairedItem: { item: 0 },
		},
	]);
});

describe('A message', () => {
	it('says first what became of it, then whose it is', async () => {
		const { json, hints } = await run(sending());
		expect(Object.entries(json[0])).toEqual([
			['delivered', true],
			['openid', 'person-0'],
		]);
		expect(hints).toEqual(['1 message: 1 delivered']);
	});

	it('that nobody gets says why, second', async () => {
		const outcome = { openid: 'as WeChat has it', delivered: false, reason: 'notFollowing' };
		const { json } = await run(sending({ run: async () => await Promise.resolve(outcome) }));
		expect(Object.entries(json[0])).toEqual([
			['delivered', false],
			['reason', 'notFollowing'],
			['openid', 'as WeChat has it'],
		]);
	});

	it('that WeChat refused is an item with the reason, and with what WeChat said', async () => {
		const refusal = answered(40003, 'invalid openid rid: abc');
		refusal.about = { channel: 'template' };
		const what = sending(failing(refusal), { unsent: { msgid: null } });
		const { json, hints } = await run(what, { items: two, ...GOES_ON });
		expect(json[0]).toEqual({
			delivered: false,
			reason: 'error',
			openid: 'person-0',
			msgid: null,
			channel: 'template',
			error: refusal.message,
			description: refusal.description,
			errcode: 40003,
			errmsg: refusal.explanation?.errmsg,
		});
		expect(json[1]).toEqual({ delivered: true, openid: 'person-1' });
		expect(hints).toEqual(['2 messages: 1 delivered, 1 failed']);
	});

	it('of which nobody knows says so', async () => {
		for (const fate of ['unknown', 'unsafe'] as const) {
			const { json } = await run(sending(failing(silent(fate))), GOES_ON);
			expect(json[0]).toMatchObject({ delivered: null, reason: 'unknown', error: 'No answer' });
		}
		const { json } = await run(sending(failing(silent('neverSent'))), GOES_ON);
		expect(json[0]).toMatchObject({ delivered: false, reason: 'error' });
	});

	it('to somebody who cannot be reached tells that as its reason, also for an item that was not tried', async () => {
		const refusal = notTried(answered(43004, 'require subscribe'));
		const { json } = await run(sending(failing(refusal)), GOES_ON);
		expect(json[0]).toMatchObject({ delivered: false, reason: refusal.explanation?.unreachable });
		expect(json[0].reason).toBe('notFollowing');
	});

	it('as a preview sends nothing, takes no key, and is not remembered', async () => {
		const kept = {};
		let sent = 0;
		const what = sending({
			read: (item) =>
				item.run.messageKey({ mode: 'content', index: 0, content: 'c', own: 'mine' }) ?? 'no key',
			run: async () => {
				sent++;
				return await Promise.resolve({ delivered: true });
			},
		});
		const preview = { parameters: { options: { previewOnly: true } }, kept };
		const { json } = await run(what, preview);
		expect(json).toEqual([{ delivered: false, reason: 'preview', preview: 'no key', openid: 'person-0' }]);
		expect(kept).toEqual({ firstExecution: 'e' });
		expect(sent).toBe(0);
		await run(what, { kept });
		expect(sent).toBe(1);
	});

	it('of an earlier try of the execution is put out again', async () => {
		const kept = {};
		const what = sending(failing(answered(40003, 'invalid openid'), 'item 1'));
		const stopped = await run(what, { items: two, kept });
		expect(stopped.error?.context.itemIndex).toBe(1);
		const sent: string[] = [];
		const again = sending({
			run: async (text) => {
				sent.push(text);
				return await Promise.resolve({ delivered: true });
			},
		});
		const { json } = await run(again, { items: two, kept });
		expect(json.map(({ openid }) => openid)).toEqual(['person-0', 'person-1']);
		expect(sent).toEqual(['item 1']);
	});

	it('whose answer was lost in an earlier try fails again, and does not keep the others from their turn', async () => {
		const kept = {};
		const options = { concurrency: 1 };
		await run(sending(failing(silent('unsafe'))), { items: two, kept, parameters: { options } });
		const { error } = await run(sending(), { items: two, kept, parameters: { options } });
		expect(error?.context.itemIndex).toBe(0);
		expect(error?.description).toBe('Look Of 2 messages 1 was delivered before the run stopped.');
	});
});

describe('A test receiver', () => {
	const options = { testReceiver: 'tester' };
	const receiving = () => {
		const receivers: string[] = [];
		const what = sending({ read: (item) => (receivers.push(item.openid('openid', 'Openid', 'x')), '') });
		return { what, receivers };
	};

	it('gets what somebody sends who tries it out in the editor, and every item says for whom it was', async () => {
		const { what, receivers } = receiving();
		const { json, hints } = await run(what, { mode: 'manual', items: two, parameters: { options } });
		expect(receivers).toEqual(['tester', 'tester']);
		expect(json[1]).toEqual({
			delivered: true,
			openid: 'tester',
			testReceiver: true,
			intendedOpenid: 'person-1',
		});
		expect(hints[0]).toContain('All for the test receiver');
	});

	it('gets nothing of any other execution', async () => {
		const { what, receivers } = receiving();
		const { json } = await run(what, { mode: 'trigger', parameters: { options } });
		expect(receivers).toEqual(['person-0']);
		expect(json[0]).toEqual({ delivered: true, openid: 'person-0' });
	});

	it.each([
		['', "The option 'Test Receiver' is empty"],
		['not an openid', "The parameter 'Test Receiver' is not an openid"],
	])('that is %j stops the run: nobody else may get it', async (testReceiver, says) => {
		const { what } = receiving();
		const setting = { mode: 'manual', parameters: { options: { testReceiver } } };
		expect((await run(what, setting)).error?.message).toBe(says);
		const { json } = await run(what, { ...setting, ...GOES_ON });
		expect(json[0]).toMatchObject({ delivered: false, reason: 'error', error: says });
	});
});

describe('Keep Input', () => {
	const keeping = {
		parameters: { options: { keepInput: true } },
		binary: { data: { data: 'x', mimeType: 'a/b' } },
	};

	it('puts the result beside the fields and files of the input', async () => {
		const { output } = await run(sending(), { items: two, ...keeping });
		expect(output[1]).toEqual({
			json: { a: 2, wechat: { delivered: true, openid: 'person-1' } },
			binary: keeping.binary,
			pairedItem: { item: 1 },
		});
		const { output: without } = await run(sending(), { items: two, parameters: keeping.parameters });
		expect(without[0]).not.toHaveProperty('binary');
	});

	it('has the error on top, too, where n8n looks for it', async () => {
		const { output } = await run(sending(failing(silent('unsafe'))), { items: two, ...keeping, ...GOES_ON });
		expect(output[0].json).toEqual({
			a: 1,
			error: 'No answer',
			wechat: {
				delivered: null,
				reason: 'unknown',
				openid: 'person-0',
				error: 'No answer',
				description: 'Look',
			},
		});
		expect(output[0].binary).toEqual(keeping.binary);
	});

	it('is no option of what sends nothing', async () => {
		expect((await run(operation({}), keeping)).json).toEqual([{ did: 'item 0' }]);
	});

	it('of a wrong type is a mistake of its item, which is then put out by itself', async () => {
		const parameters = { options: [] };
		const { json } = await run(sending(), { parameters, ...GOES_ON });
		expect(json[0].error).toBe("The parameter 'Options' is not a set of options");
	});
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

	it('does not claim that nothing was sent where nobody knows', async () => {
		expect(await described('item 0', silent('unsafe'))).toBe('Look');
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
