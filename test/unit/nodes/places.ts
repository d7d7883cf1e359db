/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The operations of both nodes, and the files that know of them: so that a failure can name the file that lacks one.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resources as miniProgram } from '../../../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../../../nodes/WechatLinkOfficialAccount/resources';
import type { Operation, Resource } from '../../../nodes/shared/run/operation';

const root = join(__dirname, '../../..');

export const NODES = { officialAccount, miniProgram };
export type NodeName = keyof typeof NODES;

/** An operation with its address, as steps and failures call it: `tag.getAll`. */
export type Placed = Operation & { of: string; at: string };

export const operationsIn = (resources: Resource[]): Placed[] =>
	resources.flatMap(({ value: of, operations }) =>
		operations.map((operation) => ({ ...operation, of, at: `${of}.${operation.value}` })),
	);

/** The folder of a node's sources, from the top of the repository. */
export const folderOf = (node: NodeName): string =>
	`nodes/WechatLink${node[0].toUpperCase()}${node.slice(1)}`;

export const stepsFileOf = (node: NodeName): string => `test/e2e/support/steps/${node}.ts`;

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The files below a folder whose names end so, from the top of the repository. */
export const filesBelow = (folder: string, ending: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => `${folder}/${file.replaceAll('\\', '/')}`);

interface Source {
	file: string;
	text: string;
}

const sourcesBelow = (folder: string, ending: string): Source[] =>
	filesBelow(folder, ending).map((file) => ({ file, text: textOf(file) }));

/** The source that names something most often; undefined where none does. */
function fullestOf(sources: Source[], named: string): string | undefined {
	const counted = sources.map(({ file, text }) => ({ file, count: text.split(named).length - 1 }));
	const [most] = counted.sort((a, b) => b.count - a.count);
	return most.count > 0 ? most.file : undefined;
}

const sandbox = sourcesBelow('sandbox/api', '.ts');

/** The file of the sandbox that has most of a path's neighbours; any where it has none. */
export function sandboxFileFor(path: string): string {
	const parts = path.split('/');
	// That two paths begin with /cgi-bin makes them no neighbours.
	for (let length = parts.length - 1; length > 2; length--) {
		const file = fullestOf(sandbox, `'${parts.slice(0, length).join('/')}/`);
		if (file !== undefined) return file;
	}
	return 'a file in sandbox/api/';
}

const engine = sourcesBelow('test/engine', '.test.ts');

/** Whether an engine test names an operation and its resource. */
export const isTested = ({ of, value }: Placed): boolean =>
	engine.some(({ text }) => text.includes(`'${of}'`) && text.includes(`'${value}'`));

/** The engine test that has most of a resource, if it can by its name; any where none has it. */
export function engineFileFor(resource: string): string {
	const own = engine.filter(({ file }) => file.startsWith(`test/engine/${resource}`));
	return (
		fullestOf(own.length > 0 ? own : engine, `'${resource}'`) ?? own[0]?.file ?? 'a file in test/engine/'
	);
}

/** What begins so asks for something and leaves WeChat as it was. */
const READS = /^(check|convert|diagnose|download|explain|get|sign)/;

/** Whether a call of it may not be made again, as its own file says; one of both nodes by what its name says. */
function isUnrepeatable(node: NodeName, { of, value, calls }: Placed): boolean {
	const file = `${folderOf(node)}/${of}/${value}.operation.ts`;
	if (!existsSync(join(root, file))) return calls.length > 0 && !READS.test(value);
	return /repeatable: (?!true\b)/.test(textOf(file));
}

/** Whether faults could make it do harm: it sends a message, or must not be done twice. */
export function owesScene(node: NodeName, operation: Placed): boolean {
	const sends = 'message' in operation && operation.message !== undefined;
	return operation.onlyOnce === true || sends || isUnrepeatable(node, operation);
}

const scenes = sourcesBelow('test/engine/faults', '.ts');

/** The file of scenes that has most of a resource; any where none has it. */
export const sceneFileFor = (resource: string): string =>
	fullestOf(scenes, `'${resource}'`) ?? 'a file in test/engine/faults/';
