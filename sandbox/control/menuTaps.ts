// What a follower can tap in the menu of the account's chat, and what WeChat pushes then (docs/wechat/pushes.md#events).
import type { PushFields } from '../push/body';
import { ControlError } from '../refusal';
import type { PushResult } from '../types';
import type { World } from '../world/world';
import { sendMessage } from './actions';

/** A button as menu/create takes it, and as a console stores it: there the buttons below stand in an object. */
interface Button {
	name?: string;
	type?: string;
	key?: string;
	url?: string;
	pagepath?: string;
	sub_button?: Button[] | { list?: Button[] };
}

/** One button that does something, by what a person reads: that of the button above it first. */
export interface MenuEntry {
	label: string;
	button: Button;
}

const below = ({ sub_button: inside = [] }: Button): Button[] =>
	Array.isArray(inside) ? inside : (inside.list ?? []);

/** The menu that people see now: with a push URL on, one that was made in the console is gone. */
export function menuEntries(world: World): MenuEntry[] {
	const { made, console: byHand } = world.menu;
	const consoleMenu = world.push.isOn('officialAccount') ? undefined : byHand;
	const buttons = (made ?? (consoleMenu as { button?: unknown } | undefined)?.button ?? []) as Button[];
	return buttons.flatMap((button) => {
		const inside = below(button);
		if (inside.length === 0) return [{ label: button.name ?? '', button }];
		return inside.map((one) => ({ label: `${button.name} › ${one.name}`, button: one }));
	});
}

const PLACE = {
	Location_X: '23.134521',
	Location_Y: '113.358803',
	Scale: 15,
	Label: '广州市海珠区',
	Poiname: '',
};
const PICTURES = { Count: 1, PicList: { item: { PicMd5Sum: '5a75aaca956d97be686719218f275c6b' } } };

/** What is pushed when a button is tapped, and chosen from what it opens; undefined: nothing, the person sees it alone. */
function pushedBy({ type = '', key = '', url = '', pagepath = '' }: Button): PushFields | undefined {
	if (type === 'click') return { Event: 'CLICK', EventKey: key };
	if (type === 'view') return { Event: 'VIEW', EventKey: url, MenuId: 1 };
	if (type === 'miniprogram') return { Event: 'view_miniprogram', EventKey: pagepath, MenuId: 1 };
	const event = { Event: type, EventKey: key };
	if (type.startsWith('scancode_')) {
		return { ...event, ScanCodeInfo: { ScanType: 'qrcode', ScanResult: 'https://example.com/scanned' } };
	}
	if (type.startsWith('pic_')) return { ...event, SendPicsInfo: PICTURES };
	return type === 'location_select' ? { ...event, SendLocationInfo: PLACE } : undefined;
}

/**
 * The person taps a button.
 *
 * @returns what became of the push; undefined when WeChat shows something and pushes nothing
 * @throws ControlError 409 for somebody who does not follow, and so sees no menu
 */
export async function tapMenu(
	world: World,
	person: number,
	{ button }: MenuEntry,
): Promise<PushResult | undefined> {
	if (!world.people.follower(person)) {
		throw new ControlError(409, `${world.people.idOf(person)} does not follow, and sees no menu`);
	}
	const fields = pushedBy(button);
	if (fields === undefined) return undefined;
	// As a tap on a CLICK button does, a scan from the menu opens the minute for customer messages.
	if (button.type?.startsWith('scancode_')) world.windows.start('officialAccount', person, 'interaction');
	return await sendMessage(world, person, 'officialAccount', { fields: { MsgType: 'event', ...fields } });
}
