// The people of the sandbox, and what one of them can do.
import type { PersonView } from '../types';
import type { World } from '../world/world';
import { isTemplateMessage } from '../world/templates';
import { type Html, html } from './html';
import { inboxView } from './messages';
import { ACCOUNT_NAMES } from './names';

const SHOWN_MESSAGES = 30;

/** One button; what it does is named by `action`, and every input inside the form goes with it. */
export const button = (action: string, label: string, hidden: Record<string, string>, inputs?: Html): Html =>
	html`<form method="post">
		<input type="hidden" name="action" value="${action}" />
		${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
		${inputs}<button>${label}</button>
	</form>`;

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

/** The list at the left; the chosen one is marked. */
export const peopleList = (world: World, people: PersonView[], chosen?: string): Html =>
	html`<ul class="people">
		${people.map(
			(person) =>
				html`<li class="${person.id === chosen ? 'chosen' : ''}">
					<a href="?person=${person.id}">${person.id}</a> <small>${state(world, person)}</small>
				</li>`,
		)}
	</ul>`;

/** What a mini program is needed for, or a subscription. */
function furtherActions(world: World, personId: string): Html {
	const subscriptions = (['miniProgram', 'officialAccount'] as const).flatMap((account) =>
		world.templates.list(account, 'subscription').filter(({ type }) => !isTemplateMessage(type)),
	);
	return html`${button('login', 'Open the mini program (login code)', { personId })}
	${button(
		'grant',
		'Agree',
		{ personId },
		html`<select name="templateId" aria-label="Subscription">
			${subscriptions.map(
				({ id, title, account }) => html`<option value="${id}">${title} (${ACCOUNT_NAMES[account]})</option>`,
			)}
		</select>`,
	)}`;
}

function actionsOf(world: World, person: PersonView): Html {
	const { id: personId } = person;
	const scene = html`<input name="scene" placeholder="e.g. customer-42" size="14" aria-label="Scene" />`;
	const receivers = html`<select name="account" aria-label="To">
		<option value="officialAccount">to the Official Account</option>
		<option value="miniProgram">to the Mini Program</option>
	</select>`;
	return html`<div class="actions">
		${
			person.subscribe === 1
				? [button('unfollow', 'Unfollow', { personId }), button('scan', 'Scan', { personId }, scene)]
				: button('follow', 'Follow', { personId }, scene)
		}
		${button(
			'write',
			'Write',
			{ personId },
			html`<input name="text" placeholder="e.g. hello" aria-label="Text" />
				${world.isTestAccount ? undefined : receivers}`,
		)}
		${world.isTestAccount ? undefined : furtherActions(world, personId)}
		${button('refuse', person.refusesMessages ? 'Accept messages again' : 'Refuse messages', {
			personId,
			on: String(!person.refusesMessages),
		})}
	</div>`;
}

/** One person: ids to copy, what they can do, and what they have received. */
export function personView(world: World, person: PersonView): Html {
	const ids = {
		[world.isTestAccount ? 'openid' : 'Official Account openid']: person.officialAccountOpenid,
		'Mini Program openid': person.miniProgramOpenid,
		// A test account is bound to nothing, so it never gets to know it.
		unionid: world.isTestAccount ? undefined : person.unionid,
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
