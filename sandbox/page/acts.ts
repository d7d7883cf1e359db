// What the buttons of the page do, by the name that each carries.
import {
	findPerson,
	follow,
	grant,
	refuseTemplate,
	scan,
	sendFile,
	sendMessage,
	unfollow,
} from '../control/actions';
import { addTemplate, deleteTemplate, setPush } from '../control/console';
import { type MenuEntry, menuEntries, tapMenu } from '../control/menuTaps';
import images from '../images.json';
import type { AccountName, PushMode } from '../types';
import { faultSchema } from '../world/faults';
import type { World } from '../world/world';
import { troubleCalled } from './troubles';

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

/** The entry that was chosen; while there is no menu, a button with the key that was typed. */
function chosenEntry(world: World, { entry, key = '' }: Record<string, string>): MenuEntry | undefined {
	const entries = menuEntries(world);
	if (entries.length > 0) return entries[Number(entry)];
	return key.trim() === '' ? undefined : { label: key, button: { type: 'click', key: key.trim() } };
}

/** A file that was sent along stands in the form as `base64` and `contentType`. */
const pictureIn = ({ base64, contentType }: Record<string, string>) =>
	base64 ? { base64, contentType } : { base64: images.jpeg, contentType: 'image/jpeg' };

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
	refuseTemplate: async (world, { personId, templateId }) =>
		pushed(await refuseTemplate(world, findPerson(world, personId), templateId)),
	tapMenu: async (world, form) => {
		const entry = chosenEntry(world, form);
		if (entry === undefined) return 'There is no menu yet. Give the key of a button, or make a menu.';
		const result = await tapMenu(world, findPerson(world, form.personId), entry);
		return result === undefined ? 'Shown to the person; WeChat pushes nothing of it.' : pushed(result);
	},
	sendPicture: async (world, form) => {
		const file = pictureIn(form);
		if (!file.contentType.startsWith('image/')) return 'That is no picture.';
		const person = findPerson(world, form.personId);
		return pushed(await sendFile(world, person, account(form), { type: 'image', ...file }));
	},
	refuse: (world, { personId, on }) => {
		world.people.setRefuses(findPerson(world, personId), on === 'true');
		return 'Done.';
	},
	trouble: (world, { which, path = '', times = '' }) => {
		const trouble = troubleCalled(which);
		if (trouble === undefined) return 'Choose what goes wrong.';
		const rule = faultSchema.safeParse({
			times: -1,
			...trouble,
			...(path.trim() === '' ? {} : { path: path.trim() }),
			...(times.trim() === '' ? {} : { times: Number(times) }),
		});
		if (!rule.success)
			return `Not switched on: ${rule.error.issues.map(({ message }) => message).join('; ')}.`;
		world.faults.add(rule.data);
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
