// What the editor says of a node whose step sends.
import type { NodeHint } from 'n8n-workflow';
import type { Resource } from './operation';

/**
 * What the editor says of a step that sends, before it is tried and beside its output, where the second click comes: it
 * reaches people, unless one of the options keeps it from that.
 *
 * @param resources the node's
 */
export function hintsOf(resources: Resource[]): NodeHint[] {
	const sending = resources.filter(({ operations }) =>
		operations.some((one) => 'message' in one && one.message),
	);
	const isSending = `["${sending.map(({ value }) => value).join('", "')}"].includes($parameter["resource"]) && $parameter["operation"] === "send"`;
	const isHarmless = '$parameter["options"]?.previewOnly || $parameter["options"]?.testReceiver';
	const inOutput: Omit<NodeHint, 'message'> = { type: 'info', location: 'outputPane' };
	const sendsNow = `${isSending} && !(${isHarmless})`;
	return [
		{
			...inOutput,
			message:
				"Execute step sends for real, and may use up a person's consent. To try it out, add the option 'Preview Only' or 'Test Receiver'.",
			whenToDisplay: 'beforeExecution',
			displayCondition: `={{ ${sendsNow} }}`,
		},
		{
			...inOutput,
			message:
				"Execute step sends for real: what was sent already is sent again, since each click is another execution. To try things out, add the option 'Preview Only' or 'Test Receiver'.",
			whenToDisplay: 'afterExecution',
			displayCondition: `={{ ${sendsNow} }}`,
		},
	];
}
