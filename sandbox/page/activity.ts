// The latest calls, and what goes wrong on purpose.
import type { World } from '../world/world';
import { TROUBLES } from './acts';
import { type Html, html } from './html';
import { button } from './people';

const SHOWN_CALLS = 25;

/** @returns the latest calls, newest first */
export function callsView(world: World): Html {
	const calls = world.log.list().slice(-SHOWN_CALLS).reverse();
	if (calls.length === 0) return html`<p class="empty">No call yet.</p>`;
	return html`<table>
		<tr>
			<th>time</th>
			<th>call</th>
			<th>answer</th>
			<th>ms</th>
		</tr>
		${calls.map(
			({ time, method, path, answer, ms }) =>
				html`<tr class="${answer === 0 || answer === 'file' ? '' : 'refused'}">
					<td>${time.slice(11, 19)}</td>
					<td>${method} ${path}</td>
					<td>${answer}</td>
					<td>${Math.round(ms)}</td>
				</tr>`,
		)}
	</table>`;
}

/** @returns the faults that are switched on, with a button to end them */
export function faultsView(world: World): Html {
	const rules = world.faults.list();
	return html`${
		rules.length === 0
			? html`<p class="empty">Nothing goes wrong on purpose.</p>`
			: html`<ul>
					${rules.map(({ path, errcode, hits }) => html`<li>${path}: ${errcode?.toString() ?? 'no answer'} (hit ${hits} times)</li>`)}
				</ul>`
	}
	${button(
		'trouble',
		'Switch on',
		{},
		html`<select name="which" aria-label="Trouble">
			${Object.keys(TROUBLES).map((which) => html`<option>${which}</option>`)}
		</select>`,
	)}
	${button('calm', 'All off', {})}`;
}
