/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
// What the examples fill into their templates: a row of their table, as n8n gives it, becomes the message that a person reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowInput } from '../../host/n8n/types';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

function parametersOf(example: string, node: string): INodeParameters {
	const file = join(__dirname, '../../examples', `${example}.json`);
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as WorkflowInput;
	return (nodes.find(({ name }) => name === node)?.parameters ?? {}) as INodeParameters;
}

async function templateWith(account: 'officialAccount' | 'miniProgram', keys: string) {
	const found = (await fixture.client.templates())[account].find((one) => one.keys.join() === keys);
	return { __rl: true, mode: 'id', value: found?.id ?? '' };
}

/** What the last message says, by keyword. */
const readBy = async (openid: unknown) => (await fixture.inboxOf(String(openid)))[0].data;

// An instant, in the workflow's zone (Asia/Shanghai) eight hours later.
const row = { id: 7, subject: '剪发套餐', place: '天河店', starts_at: '2026-11-21T07:01:00.000Z' };

it.each([
	['delivery-ledger', 'Send the template message', 'N7'],
	['postgres-reminder', 'Send the reminder', 'R7'],
])('%s sends a follower the row in the template of the account', async (example, node, number) => {
	const templateId = await templateWith('officialAccount', 'thing1,time2,phone_number3,character_string4');
	const [{ officialAccountOpenid: openid }] = await fixture.client.people({ follows: true, limit: 1 });
	const parameters = { ...parametersOf(example, node), templateId };
	const item = { ...row, openid, official_account_openid: openid, mini_program_openid: '' };
	const run = example === 'postgres-reminder' ? 'miniProgram' : 'officialAccount';
	const { json, error } = await fixture[run](parameters, { items: [item] });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ delivered: true, openid }]);
	expect(await readBy(openid)).toEqual({
		thing1: '剪发套餐',
		time2: '2026-11-21 15:01',
		phone_number3: '020-81167888',
		character_string4: number,
	});
});

it.each([
	['consent-ledger', 'Send the subscribe message'],
	['postgres-reminder', 'Send the reminder'],
])('%s sends a user who accepted it the row in the template of the mini program', async (example, node) => {
	const template = await templateWith('miniProgram', 'thing1,time2,thing3');
	const [{ id, miniProgramOpenid: openid }] = await fixture.client.people({
		follows: false,
		usesMiniProgram: true,
		limit: 1,
	});
	await fixture.client.grant(id, template.value);
	const isReminder = example === 'postgres-reminder';
	const chosen = isReminder
		? {
				templateId: await templateWith('officialAccount', 'thing1,time2,phone_number3,character_string4'),
				subscribeTemplateId: template,
			}
		: { templateId: template };
	const parameters = { ...parametersOf(example, node), ...chosen };
	const item = { ...row, openid, official_account_openid: '', mini_program_openid: openid };
	const { json, error } = await fixture.miniProgram(parameters, { items: [item] });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ delivered: true, openid }]);
	expect(await readBy(openid)).toEqual({ thing1: '剪发套餐', time2: '2026-11-21 15:01', thing3: '天河店' });
});
