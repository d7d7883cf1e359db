// The people of the sandbox: whom one looks for, and one of them with ids to copy and inbox.
import { listPeople, sceneOf } from '../control/actions';
import type { PersonView } from '../types';
import type { World } from '../world/world';
import { actionsOf } from './actions';
import { type Html, html } from './html';
import { inboxView } from './messages';
import { KINDS, kindsFor, leadTo, type Place } from './place';

const SHOWN_PEOPLE = 12;
const SHOWN_MESSAGES = 30;

function state(world: World, person: PersonView): string {
	const { subscribe, miniProgramOpenid, officialAccountOpenid, blacklisted } = person;
	const usesMiniProgram =
		miniProgramOpenid === undefined ? 'does not use the mini program' : 'uses the mini program';
	return [
		subscribe === 1 ? 'follows' : officialAccountOpenid === undefined ? 'never followed' : 'unfollowed',
		...(world.isTestAccount ? [] : [usesMiniProgram]),
		...(blacklisted ? ['blocked'] : []),
	].join(', ');
}

/** Those who are listed, and whether there are more of them. */
export interface Found {
	people: PersonView[];
	hasMore: boolean;
}

/** @returns the page of people that a place asks for */
export function peopleAt(world: World, { show = 'all', search, from = 0 }: Place): Found {
	const { filter } = KINDS[show];
	const found = listPeople(world, { ...filter, search, offset: from, limit: SHOWN_PEOPLE + 1 });
	return { people: found.slice(0, SHOWN_PEOPLE), hasMore: found.length > SHOWN_PEOPLE };
}

const searchForm = (world: World, { search, show }: Place): Html =>
	html`<form class="search" method="get" role="search">
		<input
			name="search"
			value="${search ?? ''}"
			placeholder="name, openid or scene"
			aria-label="Search people"
		/>
		<select name="show" aria-label="Who">
			${kindsFor(world.isTestAccount).map(
				(kind) =>
					html`<option value="${kind}" ${kind === show ? 'selected' : ''}>${KINDS[kind].label}</option>`,
			)}
		</select>
		<button>Find</button>
	</form>`;

/** The list at the left, with what narrows it; the chosen one is marked. */
export function peopleList(world: World, { people, hasMore }: Found, place: Place, chosen?: string): Html {
	const { from = 0 } = place;
	const at = (start: number) => leadTo({ ...place, person: undefined, from: start > 0 ? start : undefined });
	return html`${searchForm(world, place)}
		${people.length === 0 ? html`<p class="empty">Nobody is found.</p>` : undefined}
		<ul class="people">
			${people.map(
				(person) =>
					html`<li class="${person.id === chosen ? 'chosen' : ''}">
						<a href="${leadTo({ ...place, person: person.id })}">${person.id}</a>
						<small>${state(world, person)}</small>
					</li>`,
			)}
		</ul>
		<p>
			${from > 0 ? html`<a href="${at(from - SHOWN_PEOPLE)}">‹ Back</a>` : undefined}
			${hasMore ? html`<a href="${at(from + SHOWN_PEOPLE)}">More ›</a>` : undefined}
		</p>`;
}

/** One person: ids to copy, what they can do, and what they have received. */
export function personView(world: World, person: PersonView): Html {
	const scene = sceneOf(world, world.people.find(person.id) ?? -1);
	const ids = {
		[world.isTestAccount ? 'openid' : 'Official Account openid']: person.officialAccountOpenid,
		'Mini Program openid': person.miniProgramOpenid,
		// A test account is bound to nothing, so it never gets to know it.
		unionid: world.isTestAccount ? undefined : person.unionid,
		'came by scene': scene === '' ? undefined : scene,
	};
	const messages = world.inbox.ofPerson(person.id).slice(-SHOWN_MESSAGES);
	return html`<h2>${person.id} <small>${state(world, person)}</small></h2>
		<dl>
			${Object.entries(ids)
				.filter(([, id]) => id !== undefined)
				.map(
					([label, id]) =>
						html`<dt>${label}</dt>
							<dd><code>${id}</code></dd>`,
				)}
		</dl>
		${actionsOf(world, person)}
		<h3>What ${person.id} has received</h3>
		<div data-live="inbox">${inboxView(world, messages)}</div>`;
}
