// The buttons of the page: each is a form of its own, and says by name what it does.
import { type Html, html } from './html';

/** What one button does, and what stands on it. */
type Action = [action: string, label: string];

/** A form with several buttons; every input inside it goes with whichever is pressed. */
export const buttons = (actions: Action[], hidden: Record<string, string>, inputs?: Html): Html =>
	html`<form method="post">
		${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
		${inputs}${actions.map(([action, label]) => html`<button name="action" value="${action}">${label}</button>`)}
	</form>`;

/** @returns a form with one button, see {@link buttons} */
export const button = (action: string, label: string, hidden: Record<string, string>, inputs?: Html): Html =>
	buttons([[action, label]], hidden, inputs);
