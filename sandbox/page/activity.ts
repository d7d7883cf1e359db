// The latest calls, and what goes wrong on purpose.
import { pathsFor } from '../api';
import { EFFECTS, type Fault } from '../world/faults';
import type { World } from '../world/world';
import { button } from './forms';
import { type Html, html } from './html';
import { TROUBLES } from './troubles';

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

/** What a fault does, in the words of the control API. */
function effectsOf(rule: Fault): string {
	const effects = EFFECTS.filter((effect) => rule[effect] !== undefined);
	return effects
		.map((effect) => {
			const value = effect === 'http' ? rule.http?.status : rule[effect];
			return `${effect} ${Array.isArray(value) ? value.join(' or ') : String(value)}`;
		})
		.join(', ');
}

const pathView = (path: string): string => (path === '/' ? 'every call' : path);

/** @returns the faults that are switched on, with a button to end them */
export function faultsView(world: World): Html {
	const rules = world.faults.list();
	const paths = pathsFor(world.isTestAccount ? 'officialAccount' : undefined);
	return html`${
		rules.length === 0
			? html`<p class="empty">Nothing goes wrong on purpose.</p>`
			: html`<ul>
					${rules.map((rule) => html`<li>${pathView(rule.path)}: ${effectsOf(rule)} (hit ${rule.hits} times)</li>`)}
				</ul>`
	}
	${button(
		'trouble',
		'Switch on',
		{},
		html`<select name="which" aria-label="Trouble">
				${Object.entries(TROUBLES).map(
					([group, troubles]) =>
						html`<optgroup label="${group}">
							${Object.keys(troubles).map((which) => html`<option>${which}</option>`)}
						</optgroup>`,
				)}
			</select>
			<input
				name="path"
				list="paths"
				placeholder="on its usual calls"
				size="24"
				aria-label="On which calls"
			/>
			<datalist id="paths">${paths.map((path) => html`<option value="${path}"></option>`)}</datalist>
			<input name="times" type="number" min="1" placeholder="how often" aria-label="How often" />`,
	)}
	${button('calm', 'All off', {})}`;
}
