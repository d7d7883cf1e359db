// What the editor says of a node whose step sends.
import type { NodeHint } from 'n8n-workflow';
import type { Resource } from './operation';

/**
 * What the editor says before a step that sends is tried: it reaches people, unless one of the options keeps it from that.
 *
 * @param resources the node's
 */
export function hintsOf(resources: Resource[]): NodeHint[] {
	const sending = resources.filter(({ operations }) =>
		operations.some((one) => 'message' in one && one.message),
	);
	const isSending = `["${sending.map(({ value }) => value).join('", "')}"].includes($parameter["resource"]) && $parameter["operation"] === "send"`;
	const isHarmless = '$parameter["options"]?.previewOnly || $parameter["options"]?.testReceiver';
	return [
		{
			message:
				"Execute step sends for real, and may use up a person's consent. To try it out, add the option 'Preview Only' or 'Test Receiver'.",
			type: 'info',
			location: 'outputPane',
			whenToDisplay: 'beforeExecution',
			displayCondition: `={{ ${isSending} && !(${isHarmless}) }}`,
		},
	];
}
