// Where on the page somebody is: whose inbox is open, who is looked for. It stands in the address, so a reload keeps it.
import type { PeopleFilter } from '../types';

export interface Place {
	person?: string;
	/** What was typed into the search field. */
	search?: string;
	/** One of {@link KINDS}. */
	show?: string;
	/** How many of those found are passed over. */
	from?: number;
}

/** The choices of whom to list, by the word in the address. */
export const KINDS: Record<string, { label: string; filter: PeopleFilter }> = {
	all: { label: 'everybody', filter: {} },
	follows: { label: 'follows', filter: { follows: true } },
	both: { label: 'follows and uses the Mini Program', filter: { linked: true } },
	onlyFollows: {
		label: 'follows, does not use the Mini Program',
		filter: { follows: true, usesMiniProgram: false },
	},
	onlyMiniProgram: {
		label: 'uses the Mini Program, does not follow',
		filter: { usesMiniProgram: true, follows: false },
	},
	unfollowed: { label: 'unfollowed', filter: { unfollowed: true } },
	never: { label: 'does not follow', filter: { follows: false } },
};

const WITH_MINI_PROGRAM = ['both', 'onlyFollows', 'onlyMiniProgram'];

/** A test account knows no mini program. */
export const kindsFor = (isTestAccount: boolean): string[] =>
	Object.keys(KINDS).filter((kind) => !isTestAccount || !WITH_MINI_PROGRAM.includes(kind));

/** @returns what stands at a name of an address; undefined where that is nothing, or no text */
export const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** @param query of an address; whatever is odd in it is left out */
export function placeIn(query: Record<string, unknown>): Place {
	const show = textIn(query.show);
	const from = Number(textIn(query.from));
	return {
		person: textIn(query.person),
		search: textIn(query.search),
		show: show !== undefined && Object.hasOwn(KINDS, show) ? show : undefined,
		from: Number.isSafeInteger(from) && from > 0 ? from : undefined,
	};
}

/** @returns the query that leads to a place, with its question mark */
export function leadTo(place: Place, told?: string): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries({ ...place, told })) {
		if (value !== undefined) query.set(name, String(value));
	}
	return `?${query.toString()}`;
}
