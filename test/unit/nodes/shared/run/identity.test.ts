// By what a run, and a message in it, is known again: n8n repeats work in more ways than one, and WeChat drops a second
// message with the same key.
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	RunIdentity,
	digest,
	isFromEditor,
	isToolRun,
	numberedKey,
	toolPrefix,
} from '../../../../../nodes/shared/run/identity';

describe('The key of a message', () => {
	const content = digest('a receiver', { text: 'a text' });

	it('is one that WeChat takes: at most 32 letters, digits, hyphens and underscores', () => {
		for (const number of [1, 2, 100]) expect(numberedKey(content, number).key).toMatch(/^[\w-]{32}$/);
	});

	it('is the same for the same content, whenever it is asked for', () => {
		expect(digest('a receiver', { text: 'a text' })).toBe(content);
		expect(numberedKey(content, 1)).toEqual(numberedKey(content, 1));
		expect(numberedKey(content, 2)).toEqual(numberedKey(content, 2));
	});

	it('is another one for other content, and for each further message of the same', () => {
		const other = digest('a receiver', { text: 'another text' });
		const made = [1, 2, 3].flatMap((number) => [numberedKey(content, number), numberedKey(other, number)]);
		expect(new Set(made.map(({ key }) => key)).size).toBe(6);
		expect(new Set(made.map(({ token }) => token)).size).toBe(6);
		expect(digest('a', 'b')).not.toBe(digest('ab'));
	});

	it('has a token that is much shorter, since it is stored with the execution, and holds no blank', () => {
		for (const number of [1, 2]) expect(numberedKey(content, number).token).toMatch(/^\S{12,14}$/);
	});
});

interface Run {
	workflow?: { id?: string; name?: string };
	node?: object;
	executionId?: string;
	kept?: IDataObject;
	round?: number;
	isTool?: boolean;
	call?: object;
}

/** A run as n8n shows it to a node. */
function identityOf(run: Run = {}): RunIdentity {
	const { call } = run;
	return new RunIdentity({
		getWorkflow: () => run.workflow ?? { id: 'w', name: 'Workflow' },
		getNode: () => ({ id: 'n', ...run.node }),
		getContext: (type: string) => (type === 'node' ? (run.kept ?? {}) : undefined),
		getExecutionId: () => run.executionId ?? 'e',
		isToolExecution: () => run.isTool ?? false,
		getWorkflowDataProxy: () => ({ $thisRunIndex: run.round ?? 0 }),
		getInputData: () => (call ? [{ json: call }] : []),
	} as unknown as IExecuteFunctions);
}

describe('A run', () => {
	it('is known by its workflow and node, whose name may change', () => {
		expect(identityOf().nodeKey).toBe(identityOf({ workflow: { id: 'w', name: 'Renamed' } }).nodeKey);
		const others = [
			{ workflow: { id: 'v', name: 'Workflow' } },
			{ node: { id: 'm' } },
			{ workflow: { name: 'Not saved yet' } },
			{ workflow: {} },
		].map((run) => identityOf(run).nodeKey);
		expect(new Set([identityOf().nodeKey, ...others]).size).toBe(5);
	});

	it('is one of the execution that it began in, also when n8n retries that one under another ID', () => {
		const kept = {};
		expect(identityOf({ executionId: '1', kept })).toMatchObject({ execution: '1', firstExecution: '1' });
		expect(identityOf({ executionId: '2', kept })).toMatchObject({ execution: '2', firstExecution: '1' });
		expect(identityOf({ executionId: '2' })).toMatchObject({ firstExecution: '2' });
		expect(identityOf({ kept }).nodeContext).toBe(kept);
	});

	it('has an execution of its own where n8n stores none', () => {
		const [one, other] = [identityOf({ executionId: '' }), identityOf({ executionId: '' })];
		expect(one.execution).toMatch(/./);
		expect(one.execution).not.toBe(other.execution);
	});

	it('in a loop is told by its round', () => {
		expect(identityOf({ round: 0 })).toMatchObject({ run: '0', isTool: false });
		expect(identityOf({ round: 3 }).run).toBe('3');
		expect(isToolRun(identityOf({ round: 3 }).run)).toBe(false);
	});
});

describe("An agent's call of the node as a tool", () => {
	it('is told by the object with its arguments, which n8n keeps through its tries', () => {
		const call = { openid: 'o' };
		const first = identityOf({ isTool: true, call, round: 0 });
		expect(first.isTool).toBe(true);
		expect(isToolRun(first.run)).toBe(true);
		expect(identityOf({ isTool: true, call, round: 1 }).run).toBe(first.run);
		expect(identityOf({ isTool: true, call: { ...call }, round: 0 }).run).not.toBe(first.run);
		expect(identityOf({ isTool: true }).run).not.toBe(identityOf({ isTool: true }).run);
	});

	it('is known as one by the node that n8n made of it, too', () => {
		expect(identityOf({ node: { rewireOutputLogTo: 'ai_tool' } }).isTool).toBe(true);
	});

	it('belongs to its execution alone', () => {
		const { run } = identityOf({ isTool: true, executionId: '12', call: {} });
		expect(run.startsWith(toolPrefix('12'))).toBe(true);
		expect(run.startsWith(toolPrefix('1'))).toBe(false);
	});
});

describe('Somebody is trying it out in the editor', () => {
	const inMode = (mode: string, context?: object) =>
		isFromEditor({
			getMode: () => mode,
			getExecutionContext: () => context,
		} as unknown as IExecuteFunctions);

	it.each([
		['manual', true],
		['evaluation', true],
		['trigger', false],
		['webhook', false],
		['integrated', false],
		['retry', false],
	])('in the mode %s: %s', (mode, is) => {
		expect(inMode(mode)).toBe(is);
	});

	it('when it is the Retry of such an execution', () => {
		expect(inMode('retry', { source: 'manual' })).toBe(true);
		expect(inMode('retry', { source: 'trigger' })).toBe(false);
		expect(inMode('trigger', { source: 'manual' })).toBe(false);
	});

	it('and not, as far as anybody knows, where n8n does not tell what it retries', () => {
		expect(isFromEditor({ getMode: () => 'retry' } as unknown as IExecuteFunctions)).toBe(false);
	});
});
