// SQL through n8n's own Postgres node, so that no other client is needed.
import { failureOf, outputOf, type N8nClient } from './client';
import type { WorkflowNode } from './types';

const START = 'Start';
const QUERY = 'Query';

/** @returns the statement that drops a role of a test with all that it owns, if it is there */
export const dropRole = (role: string) => `DO $do$ BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
		DROP OWNED BY ${role} CASCADE;
		DROP ROLE ${role};
	END IF;
END $do$;`;

/**
 * @param credentialId of n8n's Postgres credential
 * @returns the rows; for a statement without any, one item that says so
 * @throws Error with what PostgreSQL said
 */
export async function runSql(
	n8n: N8nClient,
	credentialId: string,
	sql: string,
): Promise<Array<Record<string, unknown>>> {
	const start: WorkflowNode = {
		name: START,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
		position: [0, 0],
	};
	const query: WorkflowNode = {
		name: QUERY,
		type: 'n8n-nodes-base.postgres',
		typeVersion: 2.6,
		parameters: { operation: 'executeQuery', query: sql, options: {} },
		credentials: { postgres: { id: credentialId, name: 'postgres' } },
		position: [200, 0],
	};
	const { id } = await n8n.putWorkflow({
		name: 'SQL',
		nodes: [start, query],
		connections: { [START]: { main: [[{ node: QUERY, type: 'main', index: 0 }]] } },
	});
	const execution = await n8n.run(id, START);
	const failure = failureOf(execution);
	if (failure) throw new Error(`PostgreSQL: ${failure}`);
	return outputOf(execution, QUERY);
}
