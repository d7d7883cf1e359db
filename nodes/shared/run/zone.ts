// The time zone of a workflow: a time that has none of its own is shown in it.
import type { IExecuteFunctions } from 'n8n-workflow';

/** The zone of the workflow, an IANA name, and whether somebody has set it for this workflow. */
export interface Zone {
	name: string;
	isChosen: boolean;
}

/** What n8n takes where nobody says anything. */
const DEFAULT_OF_N8N = 'America/New_York';

/** @param context n8n's execution context */
export function zoneOf(context: IExecuteFunctions): Zone {
	const { getWorkflowSettings } = context as Partial<IExecuteFunctions>;
	// n8n 2.4 does not tell.
	const timezone = getWorkflowSettings?.call(context).timezone;
	return { name: context.getTimezone(), isChosen: timezone !== undefined && timezone !== 'DEFAULT' };
}

/** Whether it looks as if nobody had chosen it: neither for the workflow, nor for the whole of n8n. */
export const isLeftToN8n = ({ name, isChosen }: Zone): boolean => name === DEFAULT_OF_N8N && !isChosen;

/** Where it is chosen. */
export const ZONE_WAY_OUT =
	"Choose 'Timezone' in the settings of the workflow, for instance Asia/Shanghai, or set GENERIC_TIMEZONE for all of n8n.";
