// A run of Diagnose, and what holds for each.
import type { IDataObject, INodeParameters, IWorkflowSettings } from 'n8n-workflow';
import type { AccountName } from '../../../sandbox/types';
import type { Fixture } from './fixture';

/** As the sandbox issues them. */
const ACCESS_TOKEN = /84_[\w-]{80}/;
const KEYS = ['check', 'ok', 'finding', 'fix', 'cgi_path', 'daily_limit', 'used', 'remain'];
const WEIGHTS = new Map<unknown, number>([
	[false, 0],
	[null, 1],
	[true, 2],
]);
/** Which node diagnoses, and how: its parameters, the items, and the settings of the workflow. */
export type Asked = [
	node: AccountName,
	more?: INodeParameters,
	items?: IDataObject[],
	workflowSettings?: IWorkflowSettings,
];

/** @returns the findings, which have the same keys, tell no secret and begin with what needs attention; and one by its name */
export async function diagnosed(fixture: Fixture, ...asked: Asked) {
	const [node, more = {}, items = [{}], workflowSettings = { timezone: 'Asia/Shanghai' }] = asked;
	const { json, error, record } = await fixture[node](
		{ resource: 'account', operation: 'diagnose', ...more },
		{ items, workflowSettings },
	);
	expect(error).toBeUndefined();
	const account = fixture.accounts[node];
	expect(record).not.toContain(account.appSecret);
	expect(record).not.toMatch(ACCESS_TOKEN);
	for (const item of json) expect(Object.keys(item)).toEqual(KEYS);
	const weights = json.map(({ ok }) => WEIGHTS.get(ok) ?? NaN);
	expect(weights).toEqual([...weights].sort());
	for (const { ok, fix } of json) if (ok === false) expect(String(fix).length).toBeGreaterThan(10);
	const find = (check: string) => json.find((item) => String(item.check).startsWith(check)) ?? {};
	return { json, find };
}
