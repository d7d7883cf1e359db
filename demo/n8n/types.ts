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

export interface ExecutionItem {
	json: Record<string, unknown>;
	error?: unknown;
}

export interface NodeRun {
	executionTime: number;
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
