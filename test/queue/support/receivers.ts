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
	const received = inbox.map(({ openid, data }) => `${openid} ${(data as { keyword1?: string }).keyword1}`);
	const meant = messages.map(({ openid, text }) => `${openid} ${text}`);
	const [had, wanted] = [new Set(received), new Set(meant)];
	expect({
		missing: meant.filter((message) => !had.has(message)),
		strange: received.filter((message) => !wanted.has(message)),
		messages: received.length,
	}).toEqual({ missing: [], strange: [], messages: meant.length });
}

/** @throws Error when the inboxes hold another number of messages */
export async function expectCount(sandbox: SandboxClient, count: number): Promise<void> {
	const { total } = await sandbox.inboxSummary();
	if (total !== count) throw new Error(`${total} messages arrived instead of ${count}.`);
}
