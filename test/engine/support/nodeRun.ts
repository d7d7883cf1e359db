// One run of one node: what a test asks for, and what came of it.
import type {
	IBinaryKeyData,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** One run of one node. */
export interface NodeRun {
	/** Without the package name: `wechatLinkOfficialAccount`. */
	node: string;
	parameters: INodeParameters;
	items?: IDataObject[];
	/** Binary data of the items, by item; kept in memory, as n8n keeps it by default. */
	binary?: IBinaryKeyData[];
	/** Credential type to row in the store. */
	credentials: Record<string, string>;
	continueOnFail?: boolean;
	/** On Error: Continue (using error output). */
	errorBranch?: boolean;
	/** The error branch leads back to the node. */
	loopsErrors?: boolean;
	/**
	 * What stands on the way back, as a node that n8n runs (Code, Aggregate and Split Out): makes other items of the failed
	 * ones.
	 */
	wayBack?: (failed: INodeExecutionData[]) => INodeExecutionData[];
	retryOnFail?: { maxTries: number; waitBetweenTries: number };
	workflowId?: string;
	executionId?: string;
	/** The workflow's own; its zone is China's unless they say otherwise. */
	workflowSettings?: IWorkflowSettings;
	/** How n8n was started: in the editor, unless it is said. */
	mode?: WorkflowExecuteMode;
	/** When it resolves, somebody presses Stop. */
	stopWhen?: Promise<unknown>;
	/** Called whenever n8n begins to run the node: at each try, in each round of a loop, at each tool call. */
	onTry?: () => void;
	/** A loop that leads the error branch back must come to an end within so many rounds; 20 when not given. */
	mostRounds?: number;
}

export interface NodeRunResult {
	/** The error that stopped the workflow. */
	error?: Error & { description?: string | null; context?: IDataObject; httpCode?: string | null };
	items: INodeExecutionData[];
	json: IDataObject[];
	/** What came out of the error branch. */
	failed: IDataObject[];
	/** The lines above the output, as n8n keeps them. */
	hints: string[];
	run: IRun;
	/** Everything n8n would write into its database, as text; made when it is asked for. */
	readonly record: string;
}
