// The parts of n8n's REST answers that the driver reads.

export interface CredentialInput {
	name: string;
	type: string;
	data: Record<string, string>;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	webhookId?: string;
	credentials?: Record<string, { id: string; name: string }>;
	[setting: string]: unknown;
}

export interface WorkflowInput {
	/** Kept by import:workflow; one made over REST gets its own. */
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface Workflow extends WorkflowInput {
	id: string;
	active: boolean;
	versionId: string;
	activeVersionId: string | null;
}

export type ExecutionStatus =
	'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled' | 'unknown';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: ExecutionStatus;
	mode: string;
	startedAt: string;
	stoppedAt: string | null;
}

export interface BinaryFile {
	/** Where n8n stored it; absent when `data` holds it all. */
	id?: string;
	data: string;
	mimeType: string;
	fileName?: string;
}

export interface ExecutionItem {
	json: Record<string, unknown>;
	binary?: Record<string, BinaryFile>;
	error?: unknown;
}

export interface NodeRun {
	executionTime: number;
	/** The lines that the editor shows above the output. */
	hints?: Array<{ message: string }>;
	error?: { message: string; description?: string };
	data?: { main: Array<ExecutionItem[] | null> };
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			runData: Record<string, NodeRun[] | undefined>;
			error?: { message: string; description?: string; node?: { name: string } };
			lastNodeExecuted?: string;
		};
	};
}

export type TableRow = Record<string, unknown> & { id: number };

export type RowFilter = Record<string, string | number | boolean | null>;

/** A parameter in the editor whose choices n8n asks the node for. */
export interface OpenParameter {
	nodeType: string;
	/** Its name, e.g. `templateId`. */
	name: string;
	/** What the node's other parameters, and this one, hold now. */
	parameters: Record<string, unknown>;
	/** Credential ids by credential type. */
	credentials: Record<string, string>;
}

/** n8n's answer to the editor: what was asked for, or why not. */
export interface PickerAnswer<T> {
	status: number;
	body: { data?: T; message?: string; description?: string };
}
