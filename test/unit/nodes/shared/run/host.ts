// n8n's part in a run, for the tests of what the runner makes of operations; with n8n's engine in its place: test/engine.
import { sleep } from 'n8n-workflow';
import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { WechatError } from '../../../../../nodes/shared/call/errors';
import type { Fate } from '../../../../../nodes/shared/call/errors';
import { runOperation } from '../../../../../nodes/shared/run/runner';
import { defineOperation } from '../../../../../nodes/shared/run/operation';
import type { ItemOperation, Operation, TogetherOperation } from '../../../../../nodes/shared/run/operation';
import { explain } from '../../../../../wechat/errors/explain';

export const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name.replace(/^./, (first) => first.toUpperCase()),
	name,
	type: 'string',
	default: '',
	...more,
});

const described = {
	value: 'do',
	name: 'Do',
	action: 'Do it',
	description: 'Do it',
	calls: [],
	fields: [
		field('openid'),
		field('text'),
		field('options', {
			type: 'collection',
			options: [
				field('testReceiver', { displayName: 'Test Receiver' }),
				field('keepInput', { type: 'boolean' }),
			],
		}),
	],
};

/** An operation with what a test wants of it. */
export const operation = (one: Partial<ItemOperation<string>>): Operation =>
	defineOperation<string>({
		...described,
		read: (item) => item.text('text'),
		run: async (text) => await Promise.resolve({ did: text }),
		...one,
	});

export const together = (
	runTogether: TogetherOperation<string>['runTogether'],
	more: object = {},
): Operation =>
	defineOperation<string>({ ...described, read: (item) => item.text('text'), runTogether, ...more });

/** An operation that sends. */
export const sending = (one: Partial<ItemOperation<string>> = {}, message: object = {}): Operation =>
	operation({
		run: async () => await Promise.resolve({ delivered: true }),
		message: {
			addressed: { openid: ['openid'] },
			receivers: { openid: 'testReceiver' },
			preview: async (text) => await Promise.resolve({ preview: text }),
			...message,
		},
		...one,
	});

export interface Setting {
	items?: IDataObject[];
	binary?: IBinaryKeyData;
	/** A function stands for an expression that only n8n can work out. */
	parameters?: Record<string, unknown>;
	node?: Partial<INode>;
	mode?: string;
	stop?: AbortSignal;
	/** Of the workflow, or of the whole of n8n. */
	zone?: string;
	/** The workflow's; absent in n8n 2.4. */
	settings?: IDataObject;
	/** Of a loop, counted from 0. */
	round?: number;
	/** What n8n keeps for the node with the execution. */
	kept?: IDataObject;
}

/** Runs an operation as n8n does. @returns its output, or its error, and the lines above the output */
export async function run(what: Operation, setting: Setting = {}) {
	const { items = [{}], kept = {} } = setting;
	const parameters: Record<string, unknown> = {
		resource: 'thing',
		operation: 'do',
		text: (index: number) => `item ${index}`,
		openid: (index: number) => `person-${index}`,
		...setting.parameters,
	};
	const hints: string[] = [];
	const input: INodeExecutionData[] = items.map((json) => ({
		json,
		...(setting.binary ? { binary: setting.binary } : {}),
	}));
	const node = { id: 'n', name: 'Node', type: 'a.b', typeVersion: 1, position: [0, 0], parameters: {} };
	const context = {
		getInputData: () => input,
		getNode: () => ({ ...node, ...setting.node }),
		continueOnFail: () => /^continue/.test(setting.node?.onError ?? ''),
		getNodeParameter: (
			name: string,
			index: number,
			fallback: unknown,
			how?: { rawExpressions?: boolean },
		) => {
			const given = name in parameters ? parameters[name] : fallback;
			if (typeof given !== 'function') return given;
			return how?.rawExpressions ? '={{ 1 + 1 }}' : (given as (index: number) => unknown)(index);
		},
		getWorkflow: () => ({ id: 'w' }),
		getContext: () => kept,
		getExecutionId: () => 'e',
		getMode: () => setting.mode ?? 'trigger',
		isToolExecution: () => false,
		getWorkflowDataProxy: (index: number) => ({
			$thisRunIndex: setting.round ?? 0,
			$json: input[index].json,
		}),
		getExecutionCancelSignal: () => setting.stop,
		getCredentials: async () => await Promise.reject(new Error('No credential was chosen')),
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
		getTimezone: () => setting.zone ?? 'Asia/Shanghai',
		...(setting.settings ? { getWorkflowSettings: () => setting.settings } : {}),
		helpers: {
			assertBinaryData: (index: number, name: string) => {
				const file = input[index].binary?.[name];
				if (!file) throw new Error(`There is no file ${name}`);
				return file;
			},
			getBinaryDataBuffer: async (index: number, name: string) =>
				await Promise.resolve(Buffer.from(input[index].binary?.[name].data ?? '', 'base64')),
		},
	} as unknown as IExecuteFunctions;
	const resources = [{ value: 'thing', name: 'Thing', operations: [what] }];
	return await runOperation(context, resources).then(
		([output]) => ({ output, json: output.map(({ json }) => json), hints, error: undefined }),
		(error: Error & { description?: string; context: IDataObject }) => ({
			output: [],
			json: [],
			hints,
			error,
		}),
	);
}

/** What n8n does after an error, where it does not stop. */
export const GOES_ON = { node: { onError: 'continueRegularOutput' } } as const;
export const BRANCHES = { node: { onError: 'continueErrorOutput' } } as const;
export const answered = (errcode: number, errmsg: string) =>
	WechatError.fromAnswer(explain({ errcode, errmsg }));
export const silent = (fate: Fate) => new WechatError({ message: 'No answer', description: 'Look', fate });
export const failing = (error: Error, which = 'item 0') => ({
	run: async (text: string) => {
		if (text === which) throw error;
		return await Promise.resolve({ delivered: true });
	},
});
export const two = [{ a: 1 }, { a: 2 }];

export const five = Array.from({ length: 5 }, (_, index) => ({ index }));
export const many = (count: number) => new Array<IDataObject>(count).fill({});
export const refused = (more: object = {}) =>
	new WechatError({ message: 'WeChat refused', description: 'Do this', ...more });

/** An operation that takes some time, and what was seen of it. */
export function watched(more: Parameters<typeof operation>[0] = {}, ms = 1) {
	const seen = { under: 0, most: 0, done: [] as string[] };
	const what = operation({
		run: async (text) => {
			seen.most = Math.max(seen.most, ++seen.under);
			await sleep(ms);
			seen.under--;
			seen.done.push(text);
			return { did: text };
		},
		...more,
	});
	return { what, seen };
}
