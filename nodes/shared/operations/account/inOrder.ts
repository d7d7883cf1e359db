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

function folded(same: Finding[]): Finding {
	const [first] = same;
	if (same.length === 1) return first;
	const prefix = first.check.slice(0, first.check.indexOf(': ') + 2);
	const names = same.map(({ check }) => check.slice(prefix.length));
	const more = names.length - MOST_NAMES;
	const check = `${prefix}${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
	return { ...first, check, cgi_path: same.map(({ cgi_path: path }) => path).join(', ') };
}

/**
 * Puts findings into the order of their weight; interfaces of which the same was found, numbers included, share a row.
 *
 * @param findings in the order of the checks, which findings of the same weight keep
 */
export function inOrder(findings: Finding[]): Finding[] {
	const groups = new Map<string, Finding[]>();
	for (const [at, finding] of findings.entries()) {
		const { cgi_path: path } = finding;
		const key = path === null ? `${at}` : JSON.stringify({ ...finding, check: '', cgi_path: '' });
		groups.set(key, [...(groups.get(key) ?? []), finding]);
	}
	return [...groups.values()].map(folded).sort((one, other) => rank(one) - rank(other));
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
