// Messages as an oracle sees them: what arrived, what was claimed, and whether WeChat's answers give a reason for it.
import type { IDataObject } from 'n8n-workflow';
import type { InboxMessage, LoggedCall } from '../../../sandbox/types';
import { claimOf } from './oracle';
import type { Scene, Seen, Told } from './scene';

/** One message to one person. */
export interface Letter extends IDataObject {
	/** Stands in the message, and in no other one; ends with a full stop. */
	marker: string;
	person: string;
}

const TOKEN_PATH = /token/;
const SUCCESS = 0;
/** WeChat did nothing, and is asked again. */
const BUSY = [-1, 45011];
const REJECTED = [40001, 40014, 42001];
/** For everybody who needs the interface. */
const STOPS = [45009, 48001, 40013, 61004];
/** This person cannot be reached. */
const UNREACHABLE = [43004, 43101];
/** Tries of a call before it is given up, where WeChat is busy or silent; see docs/RELIABILITY.md. */
const LEAST_TRIES = 3;
const REJECTIONS = 2;
const LATER_MS = 11 * 60_000;

const isIt = (letter: Letter, message: InboxMessage): boolean =>
	message.personId === letter.person && JSON.stringify(message.data).includes(letter.marker);

const verdictOf = (said: Told) => said && claimOf(said);

/**
 * Every message as often as its items say, and never more often than there are items.
 *
 * @param told what each letter was told; of several executions one after the other
 */
export function arrivals(letters: Letter[], told: Told[], inbox: InboxMessage[]): string[] {
	const markers = [...new Set(letters.map(({ marker }) => marker))];
	return markers.flatMap((marker) => {
		const own = told.filter((_, at) => letters[at % letters.length].marker === marker).map(verdictOf);
		const letter = letters.find((candidate) => candidate.marker === marker) as Letter;
		const arrived = inbox.filter((message) => isIt(letter, message)).length;
		const least = own.filter((claim) => claim === 'done').length;
		const most = own.filter((claim) => claim !== 'notDone').length;
		return arrived >= least && arrived <= most
			? []
			: [
					`${marker} arrived ${arrived} times; the items say ${own.map((claim) => claim ?? 'nothing').join(', ')}`,
				];
	});
}

type Rules = Seen['rules'];

/** Whether an answer of this letter's own can have been lost. */
const wasSilent = (rules: Rules, { marker }: Letter): boolean =>
	rules.some(
		(rule) =>
			rule.contains === marker &&
			rule.hits > 0 &&
			(rule.reset || rule.http || rule.silenceMs || rule.truncate),
	);

const isAbout = ({ body }: LoggedCall, { marker }: Letter): boolean => JSON.stringify(body).includes(marker);

/** Why a letter was not sent: by its own calls, or by an answer that meets everybody on the same way. */
function hasReason(letter: Letter, ways: string[], { calls, rules, lastTry }: Seen): boolean {
	const latest = calls.filter(({ path, time }) => ways.includes(path) && Date.parse(time) >= lastTry);
	const bad = (code: LoggedCall['answer']) => code !== SUCCESS;
	const own = latest.filter((call) => isAbout(call, letter) && bad(call.answer));
	const codes = own.map(({ answer }) => answer);
	const refused = codes.some(
		(code) => typeof code === 'number' && !BUSY.includes(code) && !REJECTED.includes(code),
	);
	const stopped = latest.some(({ answer }) => STOPS.includes(Number(answer)));
	// After one forced refresh, a further rejection is the end for ten minutes.
	const isRejected = ({ answer }: LoggedCall) => REJECTED.includes(Number(answer));
	const rejected = latest.some(isRejected) && calls.filter(isRejected).length >= REJECTIONS;
	const withoutToken = rules.some(({ path, hits }) => TOKEN_PATH.test(path) && hits > 0);
	return refused || own.length >= LEAST_TRIES || stopped || rejected || withoutToken;
}

/** Every message that did not go out has a reason in WeChat's own answers: nobody who can be reached is passed over. */
function unreasoned(letters: Letter[], ways: (letter: Letter) => string[], seen: Seen): string[] {
	return letters.flatMap((letter, at) => {
		const said = seen.told[at];
		const verdict = verdictOf(said);
		if (!said || verdict === 'done') return [];
		const problem = `${letter.marker} ${String(said.error ?? said.reason)}`;
		if (verdict === 'unknown')
			return wasSilent(seen.rules, letter) ? [] : [`${problem}: unknown, and every answer came`];
		if (said.error === undefined) {
			const codes = seen.rules.filter(({ contains, hits }) => contains === letter.marker && hits > 0);
			const met = codes.some(({ errcode }) =>
				[errcode].flat().some((code) => UNREACHABLE.includes(Number(code))),
			);
			return met ? [] : [`${problem}: not reached, and WeChat did not say so`];
		}
		return hasReason(letter, ways(letter), seen) ? [] : [`${problem}: not sent, for no reason of its own`];
	});
}

/**
 * @param letters the items of the scene
 * @param ways the paths of the channels that this person's message can take
 */
export function checkLetters(letters: Letter[], ways: (letter: Letter) => string[]): Scene['check'] {
	return (seen) => {
		const { result, told, inbox } = seen;
		if (!result.error && told.length !== letters.length)
			return [`${told.length} outcomes for ${letters.length} items`];
		return [...arrivals(letters, told, inbox), ...unreasoned(letters, ways, seen)];
	};
}

/**
 * The workflow runs once more, when nothing is wrong any more.
 *
 * @param sendsAgain whether that is another message, or the same one within ten minutes
 */
export async function checkNextExecution(scene: Scene, letters: Letter[], seen: Seen, sendsAgain: boolean) {
	// A token that WeChat issues again though it is dead is fetched anew after ten minutes; so is it here.
	const next = await seen.again(scene.parameters, sendsAgain ? LATER_MS : 0);
	const inbox = await seen.inboxNow();
	const failed = sendsAgain ? next.told.filter((said) => verdictOf(said) !== 'done') : [];
	// Not to have sent it is what the second run says of itself: the first one may have.
	const problems = sendsAgain
		? arrivals(letters, [...seen.told, ...next.told], inbox)
		: arrivals(letters, next.told, inbox);
	if (failed.length > 0)
		problems.push(`${failed.length} messages fail: ${JSON.stringify(failed.find(Boolean))}`);
	return problems.map((problem) => `next execution: ${problem}`);
}
