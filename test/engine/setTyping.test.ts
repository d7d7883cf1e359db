// The typing sign of both accounts, as n8n-core executes it against the sandbox.
import type { INodeParameters } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { findCorrespondent } from './support/correspondent';
import type { Correspondent } from './support/correspondent';
import { Fixture, inOwnFixture } from './support/fixture';

/** Since 2024 each kind of account has an address of its own ("客服输入状态" in either documentation). */
const TYPING: Record<AccountName, string> = {
	officialAccount: '/cgi-bin/message/custom/typing',
	miniProgram: '/cgi-bin/message/custom/business/typing',
};

let fixture: Fixture;
let person: Correspondent;
inOwnFixture(async (opened) => {
	fixture = opened;
	person = await findCorrespondent(fixture);
});

const typing = (node: AccountName, command: string): INodeParameters => ({
	resource: 'customerMessage',
	operation: 'setTyping',
	openid: person.openid(node),
	command,
});

describe.each<AccountName>(['officialAccount', 'miniProgram'])(
	'Set typing indicator for customer message (%s)',
	(node) => {
		it('shows the sign, shows it still, and takes it away', async () => {
			await person.write(node);
			for (const command of ['Typing', 'Typing', 'CancelTyping']) {
				const { json, error } = await fixture[node](typing(node, command));
				expect(error).toBeUndefined();
				expect(json).toEqual([{ openid: person.openid(node), typing: command === 'Typing' }]);
			}
			expect((await fixture.client.counters()).byErrcode['45081']).toBe(1);
			expect(await fixture.calls(TYPING[node])).toBe(3);
		});

		it('explains that nobody wrote', async () => {
			const { error } = await fixture[node](typing(node, 'Typing'));
			expect(error?.description).toContain('45080');
			const { json } = await fixture[node](typing(node, 'Typing'), { continueOnFail: true });
			expect(json).toMatchObject([{ errcode: 45080 }]);
		});

		it.each([
			[{ command: '={{ "Writing" }}' }, 'Show'],
			[{ openid: '={{ "a b" }}' }, 'Openid'],
		])('refuses %j before any call', async (more, named) => {
			const { error } = await fixture[node]({ ...typing(node, 'Typing'), ...more });
			expect(error?.message).toContain(`'${named}'`);
			expect(await fixture.allCalls()).toBe(0);
		});
	},
);
