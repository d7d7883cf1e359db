// A person's inbox as WeChat shows it: notifications as cards with the template's lines, everything else as bubbles.
import type { InboxMessage } from '../types';
import type { Template } from '../world/templates';
import type { World } from '../world/world';
import { type Html, html } from './html';
import { ACCOUNT_NAMES, CHANNEL_NAMES } from './names';

const valueOf = (data: unknown, key: string): string => {
	const entry = (data as Record<string, unknown> | undefined)?.[key];
	if (typeof entry === 'object' && entry !== null) return String((entry as { value?: unknown }).value ?? '');
	return entry === undefined ? '' : String(entry);
};

/** A line that begins with a key: WeChat does not show it in a template written by hand. */
const UNLABELLED = /^\s*\{\{/;

/** The lines of the template with its places filled in. */
function linesOf(template: Template, data: unknown, showsAll: boolean): string[] {
	const lines = template.content.split('\n');
	const shown =
		template.type === 'free' && !showsAll ? lines.filter((line) => !UNLABELLED.test(line)) : lines;
	const filled = shown
		.join('\n')
		.replace(/\{\{\s*(.+?)\.DATA\s*\}\}/g, (_, key: string) => valueOf(data, key));
	return filled.split('\n').filter((line) => line.trim() !== '');
}

function card(world: World, message: InboxMessage): Html {
	const template = world.templates.ofMessage(message.templateId);
	const jump = message.jump?.url ?? message.jump?.miniProgramPage;
	return html`<article class="card" data-channel="${message.channel}">
		<h4>${template?.title ?? 'Notification'}</h4>
		${template && linesOf(template, message.data, world.settings.freeValues === 'whole').map((line) => html`<p>${line}</p>`)}
		${jump === undefined ? undefined : html`<p class="jump">${jump === '' ? 'home page' : jump} ›</p>`}
	</article>`;
}

/** What a customer message or a passive answer says, as far as it is text. */
function spoken(data: unknown): string {
	if (typeof data === 'string') return data;
	const { Content, content, text } = (data ?? {}) as Record<string, unknown>;
	const said = Content ?? content ?? (text as { content?: unknown } | undefined)?.content;
	return said === undefined ? JSON.stringify(data) : String(said);
}

/**
 * @param world whose templates the messages were made from
 * @param messages of one person, oldest first
 */
export function inboxView(world: World, messages: InboxMessage[]): Html {
	if (messages.length === 0) return html`<p class="empty">Nothing has arrived yet.</p>`;
	return html`${messages.map(
		(message) =>
			html`<div class="message">
				<time
					>${message.time.replace('T', ' ').slice(0, 19)} ·
					${world.isTestAccount ? 'Test account' : ACCOUNT_NAMES[message.account]} ·
					${CHANNEL_NAMES[message.channel]}</time
				>
				${
					message.templateId === undefined
						? html`<p class="bubble">${spoken(message.data)}</p>`
						: card(world, message)
				}
			</div>`,
	)}`;
}
