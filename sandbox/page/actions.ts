// What one person can do, as buttons.
import { menuEntries } from '../control/menuTaps';
import type { PersonView } from '../types';
import { isTemplateMessage } from '../world/templates';
import type { World } from '../world/world';
import { button, buttons } from './forms';
import { type Html, html } from './html';
import { ACCOUNT_NAMES } from './names';

/** What a mini program is needed for, or a subscription. */
function furtherActions(world: World, personId: string): Html {
	const subscriptions = (['miniProgram', 'officialAccount'] as const).flatMap((account) =>
		world.templates.list(account, 'subscription').filter(({ type }) => !isTemplateMessage(type)),
	);
	return html`${button('login', 'Open the mini program (login code)', { personId })}
	${buttons(
		[
			['grant', 'Agree'],
			['refuseTemplate', 'Refuse'],
		],
		{ personId },
		html`<select name="templateId" aria-label="Subscription">
			${subscriptions.map(
				({ id, title, account }) => html`<option value="${id}">${title} (${ACCOUNT_NAMES[account]})</option>`,
			)}
		</select>`,
	)}`;
}

/** The buttons of the menu; before there is one, a key, so that a workflow can be tried. */
function menu(world: World, personId: string): Html {
	const entries = menuEntries(world);
	const inputs =
		entries.length === 0
			? html`<input name="key" placeholder="e.g. my-orders" size="12" aria-label="Key of the button" />`
			: html`<select name="entry" aria-label="Menu">
					${entries.map(({ label, button: { type } }, at) => html`<option value="${at}">${label} (${type})</option>`)}
				</select>`;
	return button('tapMenu', 'Tap menu button', { personId }, inputs);
}

/** A picture of the person's own, or else a small one that is at hand. */
const picture = (personId: string, receivers: Html | undefined): Html =>
	html`<form method="post" enctype="multipart/form-data">
		<input type="hidden" name="personId" value="${personId}" />
		<input type="file" name="picture" accept="image/*" aria-label="Picture" />${receivers}
		<button name="action" value="sendPicture">Send picture</button>
	</form>`;

/** @returns what this person can do now: whoever does not follow sees no menu */
export function actionsOf(world: World, person: PersonView): Html {
	const { id: personId } = person;
	const scene = html`<input name="scene" placeholder="e.g. customer-42" size="14" aria-label="Scene" />`;
	const sceneIfAny = html`<label>Scene of a QR code (may stay empty): ${scene}</label>`;
	const receivers = world.isTestAccount
		? undefined
		: html`<select name="account" aria-label="To">
				<option value="officialAccount">to the Official Account</option>
				<option value="miniProgram">to the Mini Program</option>
			</select>`;
	return html`<div class="actions">
		${
			person.subscribe === 1
				? [
						button('unfollow', 'Unfollow', { personId }),
						button('scan', 'Scan', { personId }, scene),
						menu(world, personId),
					]
				: button('follow', 'Follow', { personId }, sceneIfAny)
		}
		${button(
			'write',
			'Write',
			{ personId },
			html`<input name="text" placeholder="e.g. hello" aria-label="Text" />${receivers}`,
		)}
		${picture(personId, receivers)} ${world.isTestAccount ? undefined : furtherActions(world, personId)}
		${button('refuse', person.refusesMessages ? 'Accept messages again' : 'Refuse messages', {
			personId,
			on: String(!person.refusesMessages),
		})}
	</div>`;
}
