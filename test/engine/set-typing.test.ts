// The typing sign of both accounts, as n8n-core executes it against the sandbox.
import type { INodeParameters } from 'n8n-workflow';
import type { PersonView } from '../../sandbox/types';
import { World } from './support/world';

type Node = 'officialAccount' | 'miniProgram';

const TYPING = '/cgi-bin/message/custom/typing';

let world: World;
let person: PersonView;
beforeEach(async () => {
	world = await World.open();
	[person] = await world.client.people({ linked: true, limit: 1 });
});
afterEach(async () => await world.close());

const openidOf = (node: Node) =>
	String(node === 'miniProgram' ? person.miniProgramOpenid : person.officialAccountOpenid);
/** The person writes first: only then may the account answer. */
const write = async (node: Node) => await world.client.sendText(person.id, node, 'Hello');

const typing = (node: Node, command: string): INodeParameters => ({
	resource: 'customerMessage',
	operation: 'setTyping',
	openid: openidOf(node),
	command,
});

describe.each<Node>(['officialAccount', 'miniProgram'])('Set typing (%s)', (node) => {
	it('shows the sign, shows it still, and takes it away', async () => {
		await write(node);
		for (const command of ['Typing', 'Typing', 'CancelTyping']) {
			const { json, error } = await world[node](typing(node, command));
			expect(error).toBeUndefined();
			expect(json).toEqual([{ openid: openidOf(node), typing: command === 'Typing' }]);
		}
		expect((await world.client.counters()).byErrcode['45081']).toBe(1);
	});

	it('explains that nobody wrote', async () => {
		const { error } = await world[node](typing(node, 'Typing'));
		expect(error?.description).toContain('45080');
		const { json } = await world[node](typing(node, 'Typing'), { continueOnFail: true });
		expect(json).toMatchObject([{ errcode: 45080 }]);
	});

	it.each([
		[{ command: '={{ "Writing" }}' }, 'Show'],
		[{ openid: '={{ "a b" }}' }, 'Openid'],
	])('refuses %j before any call', async (more, named) => {
		const { error } = await world[node]({ ...typing(node, 'Typing'), ...more });
		expect(error?.message).toContain(`"${named}"`);
		expect(await world.calls(TYPING)).toBe(0);
	});
});
