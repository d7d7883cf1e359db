// What the canvas shows below a node: what it does, in the words of the nodes panel.
import type { Resource } from './operation';

/**
 * The subtitle of a node with resources: the action of the chosen operation.
 *
 * @param resources those of the node
 * @returns an expression, as n8n takes subtitles
 */
export function actionInBrief(resources: Resource[]): string {
	const actions = Object.fromEntries(
		resources.flatMap(({ value, operations }) =>
			operations.map((operation) => [`${value}.${operation.value}`, operation.action]),
		),
	);
	return `={{ (${JSON.stringify(actions)})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}
