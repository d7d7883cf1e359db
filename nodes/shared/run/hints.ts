// What the editor says of a node whose step sends.
import type { NodeHint } from 'n8n-workflow';
import type { Resource } from './operation';

const WAY_OUT = "add the option 'Preview Only' or 'Test Receiver'.";

/** A resource that sends, and the options of which each keeps its message from the people themselves. */
interface Sending {
	resource: string;
	harmless: string[];
}

/** What sends, by what a message of it uses up: an empty text where that is nothing. */
function sendingByUse(resources: Resource[]): Map<string, Sending[]> {
	const byUse = new Map<string, Sending[]>();
	for (const { value, operations } of resources) {
		for (const one of operations) {
			if (!('message' in one) || !one.message) continue;
			const use = one.message.usesUp ?? '';
			const sending = { resource: value, harmless: ['previewOnly', ...Object.values(one.message.receivers)] };
			byUse.set(use, [...(byUse.get(use) ?? []), sending]);
		}
	}
	return byUse;
}

/** An option that a resource does not have, no node of it can carry: one list does for all. */
function sendsNow(sending: Sending[]): string {
	const named = sending.map(({ resource }) => resource).join('", "');
	const options = [...new Set(sending.flatMap(({ harmless }) => harmless))];
	const isHarmless = options.map((name) => `$parameter["options"]?.${name}`).join(' || ');
	return `={{ ["${named}"].includes($parameter["resource"]) && $parameter["operation"] === "send" && !(${isHarmless}) }}`;
}

/**
 * What the editor says of a step that sends, before it is tried and beside its output, where the second click comes: it
 * reaches people, unless one of the options keeps it from that.
 *
 * @param resources the node's
 */
export function hintsOf(resources: Resource[]): NodeHint[] {
	const byUse = sendingByUse(resources);
	const inOutput: Omit<NodeHint, 'message'> = { type: 'info', location: 'outputPane' };
	const before = [...byUse].map(([use, sending]): NodeHint => ({
		...inOutput,
		message: `Execute step sends for real${use && `, and ${use}`}. To try it out, ${WAY_OUT}`,
		whenToDisplay: 'beforeExecution',
		displayCondition: sendsNow(sending),
	}));
	return [
		...before,
		{
			...inOutput,
			// The output may be that of a preview, by which nothing was sent.
			message: `Execute step sends for real: each click is another execution, and sends again what an earlier one has sent. To try things out, ${WAY_OUT}`,
			whenToDisplay: 'afterExecution',
			displayCondition: sendsNow([...byUse.values()].flat()),
		},
	];
}
