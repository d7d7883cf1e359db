// What an output item says of its message: what became of it and whose it is, whichever way the run goes on.
import { notTried } from '../../../../../nodes/shared/call/errors';
import type { Item } from '../../../../../nodes/shared/run/item';
import { GOES_ON, answered, failing, operation, run, sending, silent, two } from './host';

describe('A message', () => {
	it('says first what became of it, then whose it is', async () => {
		const send = async () => await Promise.resolve({ msgid: '1', delivered: true });
		const { json, hints } = await run(sending({ run: send }));
		expect(Object.entries(json[0])).toEqual([
			['delivered', true],
			['msgid', '1'],
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

describe('A message whose answer was lost', () => {
	const keyed = (error?: Error) => ({
		read: (item: Item) => item.run.messageKey({ mode: 'content', index: 0, content: 'c', own: '' }) ?? '',
		run: async () => await (error ? Promise.reject(error) : Promise.resolve({ delivered: true })),
	});

	it('is put out in the next round of a loop as one of which nobody knows, with whose it is', async () => {
		const kept = {};
		await run(sending(failing(silent('unsafe'))), { kept, ...GOES_ON });
		const { json } = await run(sending(), { kept, round: 1 });
		expect(json).toEqual([
			{
				delivered: null,
				reason: 'unknown',
				openid: 'person-0',
				description: expect.stringContaining('not sent again') as string,
			},
		]);
	});

	it('still may have arrived, when its item cannot be read any more; a preview of it has not', async () => {
		const kept = {};
		await run(sending(keyed(silent('unknown'))), { kept });
		const wrong = {
			read: () => {
				throw new Error('Wrong');
			},
		};
		const { error } = await run(sending(wrong), { kept });
		expect(error?.description).toContain('not known whether');
		const preview = await run(sending(wrong), { kept, parameters: { options: { previewOnly: true } } });
		expect(preview.error?.message).toBe('Wrong');
		expect(preview.error?.description).not.toContain('not known whether');
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

	it('of one channel gets nothing of another, and nobody else does', async () => {
		const seen: string[] = [];
		const receivers = { openid: 'testReceiver', other: 'testOther' };
		const what = sending(
			{
				read: (item) => (
					seen.push(item.openid('openid', 'Openid', 'x'), item.optionalOpenid('other', 'O')),
					''
				),
			},
			{ receivers, addressed: { openid: ['other', 'openid'] } },
		);
		const { json } = await run(what, { mode: 'manual', parameters: { other: 'somebody', options } });
		expect(seen).toEqual(['tester', '']);
		expect(json[0]).toMatchObject({ openid: 'tester', intendedOpenid: 'person-0' });
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
		const { error } = await run(what, setting);
		expect(error?.message).toBe(says);
		expect(error?.context.parameter).toMatch(/^(options\.testReceiver|openid)$/);
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
		const error = 'The option \'KeepInput\' is "perhaps", and it must be true or false';
		for (const [options, says] of [
			[[], "The parameter 'Options' is not a set of options"],
			[{ keepInput: 'perhaps' }, error],
		] as const) {
			const { json } = await run(sending(), { items: two, parameters: { options }, ...GOES_ON });
			expect(json[0]).toMatchObject({ delivered: false, error: says });
			expect(json[0]).not.toHaveProperty('a');
		}
	});
});

describe('The values that a message was written with', () => {
	const values = (text: string) => ({ thing1: text });
	const outcome = async (one: object) => await Promise.resolve({ delivered: true, ...one });

	it('stand in its item, last, as they were written', async () => {
		const { json } = await run(sending({}, { values }), { items: two });
		expect(json.map((item) => Object.entries(item).at(-1))).toEqual([
			['data', { thing1: 'item 0' }],
			['data', { thing1: 'item 1' }],
		]);
	});

	it('are those of the message that went out, where there are two', async () => {
		const either = (text: string, { route }: { route?: string }) => ({ [String(route)]: text });
		const { json } = await run(
			sending({ run: async () => await outcome({ route: 'b' }) }, { values: either }),
		);
		expect(json[0].data).toEqual({ b: 'item 0' });
	});

	it('stand in an item that failed, too: its keys are those of one that was sent', async () => {
		const { json } = await run(sending(failing(answered(47003, 'data format error')), { values }), GOES_ON);
		expect(json[0]).toMatchObject({ delivered: false, data: { thing1: 'item 0' } });
	});

	it('are null where its parameters could not be read', async () => {
		const read = () => {
			throw new Error('no');
		};
		const { json } = await run(sending({ read }, { values }), GOES_ON);
		expect(json[0].data).toBeNull();
	});

	it('do not stand beside a preview, which shows the whole text', async () => {
		const parameters = { options: { previewOnly: true } };
		const { json } = await run(sending({}, { values }), { parameters });
		expect(json[0]).toMatchObject({ reason: 'preview', preview: 'item 0' });
		expect(json[0]).not.toHaveProperty('data');
	});

	it('are not claimed of a repetition, of which the person has the first message', async () => {
		const { json } = await run(sending({ run: async () => await outcome({ duplicate: true }) }, { values }));
		expect(json[0]).toMatchObject({ delivered: true, duplicate: true, data: null });
	});

	it('are kept nowhere but in the output', async () => {
		const kept = {};
		const node = { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3 } as const;
		// The first item failed, so n8n may run the same again: what was delivered is kept.
		const first = async (text: string) =>
			text === 'item 0' ? await Promise.reject(answered(47003, 'data format error')) : await outcome({});
		const { json } = await run(sending({ run: first }, { values }), { items: two, node, kept });
		expect(json[1].data).toEqual({ thing1: 'item 1' });
		expect(JSON.stringify(kept)).toContain('"delivered":true');
		expect(JSON.stringify(kept)).not.toContain('item 1');
	});
});

describe('An hour that the zone of the workflow decides', () => {
	const dated = (isInZone: boolean) =>
		sending({
			read: (item: Item) => {
				item.isInZone = isInZone;
				return item.text('text');
			},
		});
	const said = async (isInZone: boolean, zone: string, settings?: { timezone: string }) =>
		(await run(dated(isInZone), { zone, settings })).hints[0];

	it("is told where it is n8n's own default", async () => {
		expect(await said(true, 'America/New_York', { timezone: 'DEFAULT' })).toContain('America/New_York');
		expect(await said(true, 'America/New_York')).toContain('GENERIC_TIMEZONE');
	});

	it('is nothing to tell otherwise', async () => {
		const line = '1 message: 1 delivered';
		expect(await said(false, 'America/New_York')).toBe(line);
		expect(await said(true, 'Asia/Shanghai')).toBe(line);
		expect(await said(true, 'America/New_York', { timezone: 'America/New_York' })).toBe(line);
	});
});
