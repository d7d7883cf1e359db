// Asking for many people in one call, where one of them may make WeChat refuse the whole of it.
import { WechatError } from './errors';

/**
 * Refusals that speak of a person or an openid: not this account's, not following, malformed, blocked, or with 20 tags
 * already. See docs/wechat/users.md.
 */
const ABOUT_ONE = new Set([40003, 40031, 43004, 45059, 45169, 46004, 49003]);
/** About the call as a whole: the length of the list, which is the caller's doing, and a tag that is none. */
const ABOUT_THE_CALL = new Set([40032, 45159]);

type Doubt = 'no' | 'yes' | 'perhaps';

/** Whether one of many may be the reason of a refusal. */
function isAboutOne(error: unknown): Doubt {
	// Also where an earlier try got no answer: it is WeChat's refusal that came in the end, and asking again does no harm.
	if (!(error instanceof WechatError) || !error.explanation || error.reach !== 'call') return 'no';
	const { errcode, retry, unreachable } = error.explanation;
	if (ABOUT_ONE.has(errcode) || unreachable) return 'yes';
	return retry === 'no' && !ABOUT_THE_CALL.has(errcode) ? 'perhaps' : 'no';
}

const codeOf = (error: unknown) => (error instanceof WechatError ? error.explanation?.errcode : undefined);

/** How many are asked together, and what becomes of each. */
export interface ManyAsked {
	/**
	 * One call for these people. What it settles it keeps itself.
	 *
	 * @returns those it leaves open: a part is asked again by itself, all of them are asked by halves
	 * @throws what the call met; of several people it is taken apart if one of them may be the reason
	 */
	ask(people: string[]): Promise<string[]>;
	/** What one person met. */
	failed(person: string, error: Error): void;
}

/**
 * Asks for many, and finds those because of whom WeChat refuses: nobody is lost with somebody else.
 *
 * A refusal that speaks of a person is followed up by halves. Any other refusal might be about the call as a whole: there
 * the first and the last are asked alone, and where both meet the same, all do.
 *
 * @param people distinct, as many as one call takes
 * @param how the call, and what becomes of those who are refused
 */
export async function askMany(people: string[], how: ManyAsked): Promise<void> {
	let open: string[];
	try {
		open = await how.ask(people);
	} catch (error) {
		const doubt = people.length > 1 ? isAboutOne(error) : 'no';
		if (doubt === 'no') {
			for (const person of people) how.failed(person, error as Error);
			return;
		}
		if (doubt === 'perhaps') return await askEnds(people, error as Error, how);
		open = people;
	}
	if (open.length === 0) return;
	if (open.length < people.length) return await askMany(open, how);
	await askHalves(people, how);
}

async function askHalves(people: string[], how: ManyAsked): Promise<void> {
	const middle = Math.ceil(people.length / 2);
	await Promise.all([askMany(people.slice(0, middle), how), askMany(people.slice(middle), how)]);
}

async function askEnds(people: string[], refusal: Error, how: ManyAsked): Promise<void> {
	const ends = [people[0], people[people.length - 1]];
	const met: unknown[] = [];
	const failed = (person: string, error: Error) => {
		met.push(error);
		how.failed(person, error);
	};
	await Promise.all(
		ends.map(async (person) => await askMany([person], { ...how, ask: how.ask.bind(how), failed })),
	);
	const between = people.slice(1, -1);
	if (met.length === 2 && met.every((error) => codeOf(error) === codeOf(refusal))) {
		for (const person of between) how.failed(person, refusal);
		return;
	}
	if (between.length === 0) return;
	if (between.length === 1) return await askMany(between, how);
	await askHalves(between, how);
}
