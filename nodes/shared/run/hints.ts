// What the editor says of a node whose step sends.
import type { NodeHint } from 'n8n-workflow';
import type { Resource } from './operation';

const WAY_OUT = "add the option 'Preview Only' or 'Test Receiver'.";
const IS_HARMLESS = '$parameter["options"]?.previewOnly || $parameter["options"]?.testReceiver';

/** The resources that send, by what a message of theirs uses up: an empty text where that is nothing. */
function sendingByUse(resources: Resource[]): Map<string, string[]> {
	const byUse = new Map<string, string[]>();
	for (const { value, operations } of resources) {
		for (const one of operations) {
			if (!('message' in one) || !one.message) continue;
			const use = one.message.usesUp ?? '';
			byUse.set(use, [...(byUse.get(use) ?? []), value]);
		}
	}
	return byUse;
}

const sendsNow = (sending: string[]) =>
	`={{ ["${sending.join('", "')}"].includes($parameter["resource"]) && $parameter["operation"] === "send" && !(${IS_HARMLESS}) }}`;

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
