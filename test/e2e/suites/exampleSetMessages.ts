// The examples that count consents and answer messages.
import { pushUrl, reminderTemplates } from '../../../host/examples';
import { outputOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { startExample, type RunningExample } from '../support/exampleSetTools';

export function messageExampleSuite(onStage: () => Stage) {
	beforeAll(async () => await onStage().sandbox.reset({ followers: 200 }));

	const due = () => new Date(Date.now() - 60_000).toISOString();
	const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

	describe('consent-ledger', () => {
		let example: RunningExample;
		let templateId: string;
		beforeAll(async () => {
			templateId = (await reminderTemplates(onStage())).subscribeTemplateId;
			example = await startExample(onStage(), 'consent-ledger', { miniProgram: 'wechat-consent-events' });
			await example.run();
		});
		afterAll(async () => await example.stop());

		const states = async ({ miniProgramOpenid = '' }: PersonView) =>
			(await onStage().n8n.tables.rows('wechat_consents', { openid: miniProgramOpenid })).map(
				({ state }) => state,
			);
		const appointments = async (people: PersonView[]) =>
			await onStage().n8n.tables.insert(
				'wechat_appointments',
				people.map(({ miniProgramOpenid }) => ({
					openid: miniProgramOpenid,
					subject: '剪发套餐',
					place: '天河店',
					starts_at: tomorrow(),
					due_at: due(),
					status: 'waiting',
				})),
			);
		const outcomes = async ({ miniProgramOpenid = '' }: PersonView) =>
			(await onStage().n8n.tables.rows('wechat_appointments', { openid: miniProgramOpenid })).map(
				({ status }) => status,
			);
		/** Nobody in this suite twice, and nobody with rights that were never pushed. */
		const somebody = async (at: number) => {
			const people = await onStage().sandbox.people({ usesMiniProgram: true, limit: 100 });
			return people.filter(({ rights }) => rights[templateId] === 0)[at];
		};

		it('writes down three acceptances as three rights and spends one for each reminder, never more', async () => {
			const { sandbox } = onStage();
			const person = await somebody(0);
			await example.afterPush(async () => await sandbox.grant(person.id, templateId, 3), 3);
			expect(await states(person)).toEqual(['unused', 'unused', 'unused']);

			await appointments([person, person]);
			await example.run();
			expect(await states(person)).toEqual(['spent', 'spent', 'unused']);
			expect(await outcomes(person)).toEqual(['sent', 'sent']);
			expect(await sandbox.inbox({ personId: person.id })).toHaveLength(2);

			await appointments([person, person]);
			await example.run();
			expect(await states(person)).toEqual(['spent', 'spent', 'spent']);
			expect((await outcomes(person)).sort()).toEqual(['noRight', 'sent', 'sent', 'sent']);
			expect(await sandbox.inbox({ personId: person.id })).toHaveLength(3);
		});

		it('one acceptance is one right, also when its event starts another execution', async () => {
			const { sandbox } = onStage();
			const person = await somebody(4);
			const openid = person.miniProgramOpenid;
			const { originalId } = (await sandbox.accounts()).miniProgram;
			const time = Math.floor(Date.now() / 1000);
			// The trigger drops what is the same to the letter; what it cannot know again, the ledger must.
			for (const scene of [0, 1]) {
				const item = `<TemplateId>${templateId}</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>${scene}</PopupScene>`;
				const message = `<xml><ToUserName>${originalId}</ToUserName><FromUserName>${openid}</FromUserName><CreateTime>${time}</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List>${item}</List></SubscribeMsgPopupEvent></xml>`;
				const url = pushUrl(onStage(), 'wechat-consent-events');
				await example.after(async () => {
					const { status } = await sandbox.pushRaw({ account: 'miniProgram', url, mode: 'secure', message });
					expect(status).toBe(200);
				});
			}
			expect(await states(person)).toEqual(['unused']);
		});

		it('sets the rights to none when WeChat says that nothing is left', async () => {
			const { sandbox } = onStage();
			const person = await somebody(1);
			await example.afterPush(async () => await sandbox.grant(person.id, templateId, 2), 2);
			await sandbox.refuseMessages(person.id, true);
			await appointments([person]);
			await example.run();
			expect(await states(person)).toEqual(['void', 'void']);
			expect(await outcomes(person)).toEqual(['notSubscribed']);
		});

		it('voids what was left when the person switches the subscription off, and sends nothing then', async () => {
			const { sandbox } = onStage();
			const person = await somebody(2);
			await example.afterPush(async () => await sandbox.grant(person.id, templateId, 1));
			await example.afterPush(async () => await sandbox.refuseTemplate(person.id, templateId));
			expect(await states(person)).toEqual(['void']);
			await sandbox.resetCounters();
			await appointments([person]);
			await example.run();
			expect(await outcomes(person)).toEqual(['noRight']);
			expect((await sandbox.counters()).calls['/cgi-bin/message/subscribe/send']).toBeUndefined();
		});
	});

	describe('message-router', () => {
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'message-router', { officialAccount: 'wechat-message-router' });
		});
		afterAll(async () => await example.stop());

		const somebody = async (offset: number) =>
			(await onStage().sandbox.people({ follows: true, limit: 1, offset }))[0];
		const answersTo = async ({ id }: PersonView) =>
			(await onStage().sandbox.inbox({ personId: id })).map(({ channel, data }) => ({ channel, data }));

		it.each([
			['a keyword', 'What are your hours?', 'every day from 10 to 20'],
			['anything else', '你好', 'Write "hours" for our opening hours'],
		])('answers %s with a text', async (_, question, answer) => {
			const { sandbox } = onStage();
			const person = await somebody(question.length + 20);
			await example.afterPush(async () => await sandbox.sendText(person.id, 'officialAccount', question));
			const received = await answersTo(person);
			expect(received).toHaveLength(1);
			expect(received[0].channel).toBe('custom');
			expect(JSON.stringify(received[0].data)).toContain(JSON.stringify(answer).slice(1, -1));
		});

		it('answers the word 二维码 with a picture that it drew and uploaded', async () => {
			const { sandbox } = onStage();
			const person = await somebody(60);
			const [execution] = await example.afterPush(
				async () => await sandbox.sendText(person.id, 'officialAccount', '二维码'),
			);
			const [uploaded] = outputOf(execution, 'Upload the picture');
			expect(uploaded).toMatchObject({ type: 'image' });
			const [received] = await answersTo(person);
			expect(JSON.stringify(received.data)).toContain(String(uploaded.media_id));
		});

		it('thanks for a picture, and welcomes who comes through a QR code by its name', async () => {
			const { sandbox } = onStage();
			const person = await somebody(61);
			const picture = {
				MsgType: 'image',
				PicUrl: 'http://127.0.0.1/picture.jpg',
				MediaId: 'from-the-person',
			};
			await example.afterPush(
				async () => await sandbox.sendMessage(person.id, 'officialAccount', { fields: picture }),
			);
			await example.afterPush(async () => await sandbox.scan(person.id, 'window'));
			const received = JSON.stringify(await answersTo(person));
			expect(received).toContain('Thank you for the picture');
			expect(received).toContain('our code \\"window\\"');
		});
	});
}
