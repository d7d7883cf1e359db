// What the examples that send on a schedule do when something fails: nobody gets two messages, and nobody is forgotten.
import { reminderTemplates, type ExampleName, type FurtherExample } from '../../../host/examples';
import { failureOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { MANUAL, startExample, type RunningExample } from '../support/exampleSetTools';

/** Of the n8n that the e2e suites run; smaller than n8n's own, so that a test can fill it. */
export const DATA_TABLE_BYTES = 48 * 1024 * 1024;

const MEGABYTE = 1024 * 1024;
const ROWS_AT_ONCE = 8;

const due = () => new Date(Date.now() - 60_000).toISOString();
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
/** No two texts alike: WeChat drops a template message that says the same again within ten minutes. */
let texts = 0;
const subject = () => `剪发套餐${++texts}`;
const visit = () => ({
	subject: subject(),
	place: '天河店',
	starts_at: tomorrow(),
	due_at: due(),
	status: 'waiting',
});

interface Sender {
	example: FurtherExample | ExampleName;
	table: string;
	calls: string[];
	row(person: PersonView): Record<string, unknown>;
}

const senders: Sender[] = [
	{
		example: 'scheduled-reminder',
		table: 'wechat_reminders',
		calls: ['/cgi-bin/message/template/send', '/cgi-bin/message/subscribe/send'],
		row: ({ unionid }) => ({ ...visit(), unionid }),
	},
	{
		example: 'delivery-ledger',
		table: 'wechat_notices',
		calls: ['/cgi-bin/message/template/send'],
		row: ({ officialAccountOpenid }) => ({
			openid: officialAccountOpenid,
			subject: subject(),
			starts_at: tomorrow(),
			status: 'waiting',
		}),
	},
	{
		example: 'consent-ledger',
		table: 'wechat_appointments',
		calls: ['/cgi-bin/message/subscribe/send'],
		row: ({ miniProgramOpenid }) => ({ ...visit(), openid: miniProgramOpenid }),
	},
];

export function exampleFaultSuite(onStage: () => Stage) {
	let people: PersonView[];
	let subscribeTemplateId: string;

	beforeAll(async () => {
		const { sandbox, n8n } = onStage();
		await sandbox.reset({ followers: 200 });
		({ subscribeTemplateId } = await reminderTemplates(onStage()));
		people = await sandbox.people({ linked: true, limit: 4 });
		await (await startExample(onStage(), 'scheduled-reminder', {})).run();
		await n8n.tables.insert(
			'wechat_links',
			people.map(({ unionid, officialAccountOpenid, miniProgramOpenid }) => ({
				unionid,
				official_account_openid: officialAccountOpenid,
				mini_program_openid: miniProgramOpenid,
				subscribed: true,
			})),
		);
	});

	/** Makes the tables, empties them, and lays out one row for each person. */
	async function layOut({ example: name, table, row }: Sender): Promise<RunningExample> {
		const { sandbox, n8n } = onStage();
		const example = await startExample(onStage(), name, {});
		await example.run();
		await n8n.tables.remove(table);
		await n8n.tables.insert(table, people.map(row));
		if (name !== 'consent-ledger') return example;
		await n8n.tables.remove('wechat_consents');
		for (const person of people) await sandbox.grant(person.id, subscribeTemplateId, 1);
		await n8n.tables.insert(
			'wechat_consents',
			people.map(({ miniProgramOpenid }) => ({
				openid: miniProgramOpenid,
				template_id: subscribeTemplateId,
				state: 'unused',
			})),
		);
		return example;
	}
	const statuses = async (table: string) =>
		(await onStage().n8n.tables.rows(table)).map(({ status }) => status);
	const received = async () => {
		const inboxes = people.map(async ({ id }) => await onStage().sandbox.inbox({ personId: id }));
		return (await Promise.all(inboxes)).map((messages) => messages.length);
	};
	/** @returns how many more each person has got than before */
	const gained = async (before: number[]) => (await received()).map((count, at) => count - before[at]);

	describe.each(senders)('$example', (sender) => {
		it.each([40164, 45009, 40125, 48001])(
			'fails and leaves the rows waiting when the account is at fault (%i); the next run sends each once',
			async (errcode) => {
				const { sandbox, n8n } = onStage();
				const example = await layOut(sender);
				const before = await received();
				for (const path of sender.calls) await sandbox.fault({ path, errcode, times: -1 });
				const broken = await n8n.run(example.id, MANUAL);
				await sandbox.clearFaults();
				expect(failureOf(broken)).toContain('could not be sent');
				expect(await statuses(sender.table)).toEqual(people.map(() => 'waiting'));
				expect(await gained(before)).toEqual(people.map(() => 0));

				await example.run();
				expect(await statuses(sender.table)).toEqual(people.map(() => 'sent'));
				await example.run();
				expect(await gained(before)).toEqual(people.map(() => 1));
			},
		);

		it('sends each row once when two runs overlap', async () => {
			const { sandbox, n8n } = onStage();
			const example = await layOut(sender);
			const before = await received();
			await sandbox.settings({ latencyMs: 300 });
			const both = await Promise.all([0, 1].map(async () => await n8n.start(example.id, MANUAL)));
			for (const id of both) expect(failureOf(await n8n.waitForExecution(id))).toBe('');
			await sandbox.settings({ latencyMs: 0 });
			expect(await statuses(sender.table)).toEqual(people.map(() => 'sent'));
			expect(await gained(before)).toEqual(people.map(() => 1));
		});
	});

	it('scheduled-reminder sends nobody a second message while the data tables are full', async () => {
		const { n8n } = onStage();
		const [reminder] = senders;
		const example = await layOut(reminder);
		const before = await received();
		const filler = { unionid: 'filler', scene: 'x'.repeat(MEGABYTE) };
		for (let at = 0; at < DATA_TABLE_BYTES / MEGABYTE; at += ROWS_AT_ONCE) {
			await n8n.tables
				.insert(
					'wechat_links',
					Array.from({ length: ROWS_AT_ONCE }, () => filler),
				)
				.catch((error: Error) => expect(error.message).toContain('size limit exceeded'));
		}
		// n8n refuses every write then, also of the claim: nothing goes out, and every run says so.
		for (let run = 0; run < 3; run++) {
			expect(failureOf(await n8n.run(example.id, MANUAL))).toContain('size limit exceeded');
		}
		expect(await gained(before)).toEqual(people.map(() => 0));
		expect(await statuses(reminder.table)).toEqual(people.map(() => 'waiting'));

		await n8n.tables.remove('wechat_links', { unionid: 'filler' });
		await example.run();
		await example.run();
		expect(await gained(before)).toEqual(people.map(() => 1));
		expect(await statuses(reminder.table)).toEqual(people.map(() => 'sent'));
	});
}
