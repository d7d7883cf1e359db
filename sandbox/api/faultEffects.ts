// Faults that change what is true, not how it is said: pages that lead nowhere, followers who leave, tokens that end.
import type { Fault } from '../world/faults';
import type { World } from '../world/world';
import type { Answer } from './answer';
import type { Call, JsonObject } from './call';

/** A page of openids, as user/get and its kin answer. */
type Page = JsonObject & { data: { openid: string[] }; next_openid: string };

/** What was answered before, for pages that lead back there. */
interface Pages {
	/** The cursor behind the first page. */
	first: string;
	latest: Page;
}
const known = new WeakMap<World, Map<string, Pages>>();

const isPage = (answer: Answer): answer is Page =>
	typeof (answer as Partial<Page>).next_openid === 'string' &&
	Array.isArray((answer as Partial<Page>).data?.openid);

/**
 * The page that is sent in place of the true one.
 *
 * @param kind undefined: the true one, which is kept for the calls after it
 */
export function faultyPage(world: World, call: Call, kind: Fault['page'], answer: Answer): Answer {
	if (!isPage(answer)) return answer;
	const pages = known.get(world) ?? new Map<string, Pages>();
	known.set(world, pages);
	const sent = String(call.query.next_openid ?? call.body.next_openid ?? '');
	const before = sent === '' ? undefined : pages.get(call.path);
	if (kind === 'again' && before) return before.latest;
	pages.set(call.path, { first: before?.first ?? answer.next_openid, latest: answer });
	if (kind === 'stuck') return { ...answer, next_openid: sent };
	if (kind === 'circle' && before) return { ...answer, next_openid: before.first };
	return answer;
}

function leave(world: World, count: number, answer: Answer) {
	const { people, faults } = world;
	const last = isPage(answer) ? people.byOfficialAccountOpenid(answer.data.openid.at(-1)) : undefined;
	if (last !== undefined) people.unfollow(last);
	for (let gone = last === undefined ? 0 : 1; gone < count && people.followerCount > 0; gone++) {
		let person = faults.throwDice(people.total);
		while (!people.follower(person)) person = (person + 1) % people.total;
		people.unfollow(person);
	}
}

/** What a fault does to the world once the call was carried out. No push tells of it. */
export function afterwards(world: World, call: Call, { unfollow, endToken }: Fault, answer: Answer) {
	if (unfollow !== undefined) leave(world, unfollow, answer);
	if (endToken !== undefined) world.tokens.end(call.account, endToken);
}
