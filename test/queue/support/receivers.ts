// Who is to receive what, and who has.
import type { SandboxClient } from '../../../sandbox/client';
import type { Message } from './sending';

/** @returns a message for each of the first followers, no two alike */
export async function messagesTo(sandbox: SandboxClient, count: number): Promise<Message[]> {
	const people = await sandbox.people({ follows: true, limit: count });
	return people.map(({ officialAccountOpenid = '' }, at) => ({
		openid: officialAccountOpenid,
		text: `news ${at}`,
	}));
}

/** Looks into all inboxes: everybody has their own message, once, and nobody has anything else. */
export async function expectEachOnce(sandbox: SandboxClient, messages: Message[]): Promise<void> {
	const inbox = await sandbox.inbox({ limit: 2 * messages.length });
	const received = inbox.map(({ openid, data }) => {
		const { keyword1 } = data as Record<string, { value: string } | undefined>;
		return `${openid} ${keyword1?.value}`;
	});
	expect(received.sort()).toEqual(messages.map(({ openid, text }) => `${openid} ${text}`).sort());
}

/** @throws Error when the inboxes hold another number of messages */
export async function expectCount(sandbox: SandboxClient, count: number): Promise<void> {
	const { total } = await sandbox.inboxSummary();
	if (total !== count) throw new Error(`${total} messages arrived instead of ${count}.`);
}
