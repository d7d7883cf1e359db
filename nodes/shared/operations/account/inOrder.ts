// The findings of a diagnosis as a person wants to read them: what needs attention first, and the same thing once.
import type { Finding } from './findings';

/** So many interfaces are named in a row; the paths of all stand beside them. */
const MOST_NAMES = 3;

/** What is wrong, what is worth a look, what could not be told, what is fine. */
function rank({ ok, fix }: Finding): number {
	if (ok === false) return 0;
	if (ok === true) return 3;
	return fix === '' ? 2 : 1;
}

const shareLeft = ({ daily_limit: limit, remain }: Finding): number => Number(remain) / Number(limit);

/** The numbers of all, where they are the same; of others, how much is left of each at least. */
function quotaOf(same: Finding[]): Pick<Finding, 'finding' | 'daily_limit' | 'used' | 'remain'> {
	const [{ finding, daily_limit, used, remain }] = same;
	const areAlike = same.every((one) => one.finding === finding && one.used === used);
	if (areAlike) return { finding, daily_limit, used, remain };
	const least = Math.floor(Math.min(...same.map(shareLeft)) * 100);
	return {
		finding: `Of each, at least ${least} % of the calls of today are left`,
		daily_limit: null,
		used: null,
		remain: null,
	};
}

function folded(same: Finding[]): Finding {
	const [first] = same;
	if (same.length === 1) return first;
	const prefix = first.check.slice(0, first.check.indexOf(': ') + 2);
	const names = same.map(({ check }) => check.slice(prefix.length));
	const more = names.length - MOST_NAMES;
	const check = `${prefix}${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
	return { ...first, ...quotaOf(same), check, cgi_path: same.map(({ cgi_path: path }) => path).join(', ') };
}

/** What shares a row: interfaces of which the same was found, numbers included, and all that have enough calls left. */
function rowOf(finding: Finding, at: number): string {
	if (finding.cgi_path === null) return `${at}`;
	return finding.ok === true ? 'enough' : JSON.stringify({ ...finding, check: '', cgi_path: '' });
}

/** Of the same weight, interfaces come last: there are many of them, and the account's own settings are few. */
const weight = (finding: Finding): number => 2 * rank(finding) + (finding.cgi_path === null ? 0 : 1);

/**
 * Puts findings into the order of their weight; interfaces of which the same was found share a row.
 *
 * @param findings in the order of the checks, which findings of the same weight keep
 */
export function inOrder(findings: Finding[]): Finding[] {
	const rows = new Map<string, Finding[]>();
	for (const [at, finding] of findings.entries()) {
		const row = rowOf(finding, at);
		rows.set(row, [...(rows.get(row) ?? []), finding]);
	}
	return [...rows.values()].map(folded).sort((one, other) => weight(one) - weight(other));
}

/** The diagnosis in one line, for the editor to show above the items. */
export function verdictOf(findings: Finding[]): { message: string; type: 'info' | 'warning' } {
	const failed = findings.filter((finding) => rank(finding) === 0);
	const doubtful = findings.filter((finding) => rank(finding) === 1);
	const named = (some: Finding[]) => some.map(({ check }) => check).join(', ');
	const parts = [
		failed.length > 0 ? `${failed.length} to mend: ${named(failed)}` : 'Nothing to mend',
		...(doubtful.length > 0 ? [`${doubtful.length} worth a look: ${named(doubtful)}`] : []),
		`${findings.filter(({ ok }) => ok === true).length} fine`,
	];
	return { message: `${parts.join('; ')}.`, type: failed.length > 0 ? 'warning' : 'info' };
}
