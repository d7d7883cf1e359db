// What the buttons of the page do, by the name that each carries.
import { findPerson, follow, grant, scan, sendMessage, unfollow } from '../control/actions';
import { addTemplate, deleteTemplate, setPush } from '../control/console';
import type { AccountName, PushMode } from '../types';
import type { Fault } from '../world/faults';
import type { World } from '../world/world';

/** Faults that are worth seeing once, by the words of the choice. */
export const TROUBLES: Record<string, Pick<Fault, 'path'> & Partial<Fault>> = {
	"this server's IP is not on the whitelist (40164)": {
		path: '/cgi-bin/',
		errcode: 40164,
		errmsg: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
	},
	'the daily quota is used up (45009)': {
		path: 'message/',
		errcode: 45009,
		errmsg: 'reach max api daily quota limit',
	},
	'the account has no right to this (48001)': {
		path: 'message/',
		errcode: 48001,
		errmsg: 'api unauthorized',
	},
	'WeChat is busy, for the next three calls (-1)': {
		path: 'message/',
		errcode: -1,
		errmsg: 'system error',
		times: 3,
	},
	'the next answer is lost': { path: 'message/', reset: 'after', times: 1 },
};

/** What was done last, told on the next page. */
export type Told = string | undefined;
type Act = (world: World, form: Record<string, string>) => Promise<Told> | Told;

const account = (form: Record<string, string>): AccountName =>
	form.account === 'miniProgram' ? 'miniProgram' : 'officialAccount';

const pushed = ({ acknowledged, deliveries }: { acknowledged: boolean; deliveries: unknown[] }): Told =>
	deliveries.length === 0
		? 'Done. No push URL is set, so nobody was told.'
		: acknowledged
			? 'Done, and pushed to your server.'
			: 'Done, but your server did not take the push: see its log.';

export const ACTS: Record<string, Act> = {
	follow: async (world, { personId, scene }) =>
		pushed(await follow(world, findPerson(world, personId), scene?.trim() || undefined)),
	unfollow: async (world, { personId }) => pushed(await unfollow(world, findPerson(world, personId))),
	scan: async (world, { personId, scene }) => {
		if (!scene?.trim()) return 'Give the scene of the QR code that is scanned.';
		return pushed(await scan(world, findPerson(world, personId), scene.trim()));
	},
	write: async (world, form) => {
		if (!form.text?.trim()) return 'Give the text that is written.';
		const fields = { MsgType: 'text', Content: form.text };
		return pushed(await sendMessage(world, findPerson(world, form.personId), account(form), { fields }));
	},
	login: (world, { personId }) =>
		`Login code: ${world.sessions.issue(findPerson(world, personId), 'login')} (works once, for five minutes)`,
	grant: async (world, { personId, templateId }) =>
		pushed(await grant(world, findPerson(world, personId), templateId, 1)),
	refuse: (world, { personId, on }) => {
		world.people.setRefuses(findPerson(world, personId), on === 'true');
		return 'Done.';
	},
	trouble: (world, { which }) => {
		const rule = TROUBLES[which];
		if (rule === undefined) return 'Choose what goes wrong.';
		world.faults.add({ times: -1, skip: 0, everyNth: 1, when: 'before', ...rule });
		return `From now on: ${which}.`;
	},
	calm: (world) => {
		world.faults.clear();
		return 'Nothing goes wrong any more.';
	},
	push: async (world, form) => {
		const mode: PushMode = form.mode === 'plain' || form.mode === 'compatible' ? form.mode : 'secure';
		if (!URL.canParse(form.url ?? '')) return 'The push URL is not an address.';
		const target = { url: form.url, mode, format: 'xml' as const, enabled: true, token: form.token };
		const { ok, status, body, error } = await setPush(world, account(form), target);
		return ok
			? 'Push URL set: your server answered the check.'
			: `Not set: ${error ?? `HTTP ${status} ${body}`}`;
	},
	addTemplate: (world, { title = '', content = '' }) => {
		addTemplate(world, { title, content });
		return `Template added: ${title}`;
	},
	deleteTemplate: (world, { templateId }) => `Template deleted: ${deleteTemplate(world, templateId).title}`,
};
