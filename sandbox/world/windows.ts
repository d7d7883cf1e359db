// When a customer message (客服消息) may be sent: each window that a person opened, with what is left in it
// (docs/wechat/messages.md#customer-messages).
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';

const MINUTE_MS = 60_000;
const TYPING_MS = 15_000;
const WINDOWS = {
	message: { forMs: 48 * 60 * MINUTE_MS, messages: 5 },
	interaction: { forMs: MINUTE_MS, messages: 3 },
	enteredChat: { forMs: MINUTE_MS, messages: 2 },
};

interface OpenWindow {
	until: number;
	left: number;
}

export class MessageWindows {
	private readonly typingUntil = new Map<string, number>();
	private readonly open = new Map<string, OpenWindow[]>();

	constructor(private readonly now: () => number) {}

	private of(account: AccountName, person: number): OpenWindow[] {
		const key = `${account} ${person}`;
		const open = (this.open.get(key) ?? []).filter(({ until }) => until > this.now());
		this.open.set(key, open);
		return open;
	}

	/** Opens the time in which the account may write to the person, as something the person did opens it. */
	start(account: AccountName, person: number, kind: keyof typeof WINDOWS) {
		const { forMs, messages } = WINDOWS[kind];
		// The person writing again starts the count anew.
		this.of(account, person).push({ until: this.now() + forMs, left: messages });
	}

	/** @throws WechatRefusal 45080 outside every window, 45081 when typing shows already */
	setTyping(account: AccountName, person: number, on: boolean) {
		if (!this.isOpen(account, person)) throw new WechatRefusal(45080);
		const key = `${account} ${person}`;
		if (on && (this.typingUntil.get(key) ?? 0) > this.now()) throw new WechatRefusal(45081);
		this.typingUntil.set(key, on ? this.now() + TYPING_MS : 0);
	}

	private isOpen = (account: AccountName, person: number) => this.of(account, person).length > 0;

	/** @throws WechatRefusal 45015 when no window is open, 45047 when every open one is used up */
	spend(account: AccountName, person: number) {
		const open = this.of(account, person);
		if (open.length === 0) throw new WechatRefusal(45015);
		const window = open.find(({ left }) => left > 0);
		if (!window) throw new WechatRefusal(45047);
		window.left--;
	}
}
