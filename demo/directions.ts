// Where `npm start` sends people: to n8n, to the sandbox, and to a first message of their own.
import { TEST_ACCOUNT_PATH } from '../sandbox/types';

export interface Places {
	sandboxUrl: string;
	n8nUrl: string;
	login: { email: string; password: string };
}

/** The story goes by the sandbox's other accounts, so nothing else names the one that a newcomer begins with. */
const firstMessage = ({ sandboxUrl }: Places): string =>
	`Your first message: ${sandboxUrl}${TEST_ACCOUNT_PATH} (App ID, App Secret and Base URL there), then README, "First message in five steps".`;

/** @returns the lines before the story */
export const whenReady = (places: Places): string[] => [
	`Sandbox: ${places.sandboxUrl}   n8n: ${places.n8nUrl}`,
	'Open both in a browser: the sandbox shows its accounts, its people and what they receive.',
	`Log in to n8n with ${places.login.email}, password ${places.login.password}`,
	firstMessage(places),
];

/** @returns the last lines, which stay in sight while it runs on */
export const lookAround = (places: Places): string[] => [
	`Look around: ${places.n8nUrl}   login ${places.login.email}   password ${places.login.password}`,
	'The workflows are active; the tables are under "Data tables". Stop with Ctrl-C.',
	firstMessage(places),
];
