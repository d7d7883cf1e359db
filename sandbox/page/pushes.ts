// The latest pushes, and what the server behind the push URL made of each.
import type { PushLogEntry } from '../types';
import type { World } from '../world/world';
import { type Html, html } from './html';

const SHOWN_PUSHES = 15;
/** Of an answer, so much is shown. */
const SHOWN_CHARACTERS = 160;

const shortened = (text: string): string =>
	text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

/** What came back at last, and how often WeChat had to ask. */
function answerOf({ deliveries }: PushLogEntry): string {
	const last = deliveries[deliveries.length - 1];
	if (last === undefined) return 'under way';
	const said = last.error ?? `${last.status} ${last.body === '' ? '(empty)' : shortened(last.body)}`;
	return deliveries.length === 1 ? said : `${said} (delivered ${deliveries.length} times)`;
}

function row(world: World, entry: PushLogEntry): Html {
	const person = world.people.find(entry.openid);
	return html`<tr class="${entry.acknowledged ? '' : 'refused'}">
		<td>${entry.time.slice(11, 19)}</td>
		<td>
			<details>
				<summary>${entry.event}</summary>
				<pre>${entry.message}</pre>
			</details>
		</td>
		<td>${person === undefined ? '' : world.people.idOf(person)}</td>
		<td>${answerOf(entry)}</td>
	</tr>`;
}

/** @returns a table of the latest pushes of both accounts, the last one first */
export function pushesView(world: World): Html {
	const pushes = world.push.entries().slice(-SHOWN_PUSHES).reverse();
	if (pushes.length === 0)
		return html`<p class="empty">No push yet. Set a push URL, and let somebody do something.</p>`;
	return html`<table>
		<tr>
			<th>time</th>
			<th>pushed</th>
			<th>from</th>
			<th>your server's answer</th>
		</tr>
		${pushes.map((entry) => row(world, entry))}
	</table>`;
}
