// Everything one reset throws away: people, tokens, messages, switches, faults, numbers.
import seededAccounts from '../accounts.json';
import type { PushMessage } from '../push/body';
import { readReply } from '../push/reply';
import { PushSender } from '../push/sender';
import type { Account, AccountName, InboxMessage, PersonView, PushResult } from '../types';
import { CallCounter, CallLog } from './counters';
import { Faults } from './faults';
import { Inbox } from './inbox';
import { OneTimeMessages } from './oneTime';
import { OldAccount } from './oldAccount';
import { Payments } from './payments';
import { aroundAccount, aroundTestAccount, People } from './people';
import { Quotas } from './quotas';
import { Rights } from './rights';
import { Sessions } from './sessions';
import {
	defaultSettings,
	patchSettings,
	type Settings,
	type SettingsPatch,
	testAccountSettings,
} from './settings';
import { Tags } from './tags';
import { LIBRARY, Templates } from './templates';
import { JsapiTickets } from './tickets';
import { Tokens } from './tokens';
import { WebLogins } from './webLogins';
import { MessageWindows } from './windows';

export interface WorldOptions {
	followers: number;
	seed: number;
	/** Milliseconds since 1970, the clock outside the sandbox. */
	now: () => number;
	/** Is the official account here a test account (测试号)? */
	isTestAccount?: boolean;
}

/** As queryblocktmplmsg shows it. */
export interface BlockedMessage {
	id: number;
	templateId: string;
	title: string;
	content: string;
	send_timestamp: number;
	openid: string;
}

/** As menu/get shows it, but for the sub_button that it lists everywhere. */
export interface ConditionalMenu {
	button: Array<Record<string, unknown>>;
	matchrule: Record<string, unknown>;
	menuid: number;
}

export const ACCOUNTS: AccountName[] = ['officialAccount', 'miniProgram'];

export class World {
	readonly accounts: Record<AccountName, Account & { isFrozen: boolean }>;
	readonly people: People;
	readonly tokens: Tokens;
	readonly tickets: JsapiTickets;
	readonly sessions: Sessions;
	readonly webLogins: WebLogins;
	readonly oneTime: OneTimeMessages;
	readonly payments: Payments;
	readonly oldAccount: OldAccount;
	readonly quotas: Quotas;
	readonly templates: Templates;
	readonly rights: Rights;
	readonly tags: Tags;
	readonly windows: MessageWindows;
	readonly inbox = new Inbox();
	readonly counter = new CallCounter();
	readonly log = new CallLog();
	readonly faults: Faults;
	readonly push: PushSender;
	/** Files by their media_id; those that are stored at no time are permanent. */
	readonly media = new Map<string, { contentType: string; bytes: Buffer; storedAt: number }>();
	/** The menu that an API call made, with those for some people only, and the one that a person made in the console. */
	menu: { made?: unknown; conditional: ConditionalMenu[]; console?: unknown } = { conditional: [] };
	/** The article_ids of what the account has published (发布). */
	readonly articles = new Set<string>();
	/** Short links that never end, of which an account has so many and no more. */
	permanentShortLinks = 0;
	/** Template messages that WeChat's review has stopped for good, oldest first. */
	readonly blockedMessages: BlockedMessage[] = [];
	readonly qrTickets = new Map<string, { isPermanent: boolean }>();
	/** The client_msg_ids of the last ten minutes, oldest first. */
	readonly sentIds = new Map<string, { msgid: bigint; time: number }>();
	/** Who opens WeChat's pages in a browser of this machine. */
	phoneOwner = 0;
	/** When which content went to whom last, for `repeatedContent`. */
	readonly sentContents = new Map<string, number>();
	readonly isTestAccount: boolean;
	/** How many templates were written by hand so far, on a test account. */
	writtenTemplates = 0;
	settings: Settings;
	private skippedMs = 0;
	private nextMsgid: bigint;
	private nextMessageId = 23_812_345_678_901_234n;

	constructor(readonly options: WorldOptions) {
		const { followers, seed, isTestAccount = false } = options;
		this.isTestAccount = isTestAccount;
		this.settings = isTestAccount ? testAccountSettings() : defaultSettings();
		const own = isTestAccount ? seededAccounts.testAccount : seededAccounts.officialAccount;
		this.accounts = {
			officialAccount: { ...own, isFrozen: false },
			miniProgram: { ...seededAccounts.miniProgram, isFrozen: false },
		};
		const settings = () => this.settings;
		this.people = new People(seed, isTestAccount ? aroundTestAccount(followers) : aroundAccount(followers));
		this.tokens = new Tokens(this.now, settings);
		this.tickets = new JsapiTickets(this.now, settings);
		this.sessions = new Sessions(this.now);
		this.webLogins = new WebLogins(this.now);
		this.oneTime = new OneTimeMessages(seed);
		this.payments = new Payments(this.now);
		this.oldAccount = new OldAccount(seed, this.now());
		this.quotas = new Quotas(this.now);
		this.templates = new Templates(seed, isTestAccount ? [] : LIBRARY);
		this.rights = new Rights(seed, this.people, this.templates);
		this.tags = new Tags(this.people, settings);
		this.windows = new MessageWindows(this.now);
		this.faults = new Faults(seed);
		this.push = new PushSender(this.accounts, settings, options.now);
		this.nextMsgid = BigInt(this.settings.msgidStart);
	}

	/** The sandbox's clock, milliseconds. */
	now = () => this.options.now() + this.skippedMs;
	seconds = () => Math.floor(this.now() / 1000);

	/** Lets time pass. @param ms milliseconds */
	advanceClock(ms: number) {
		this.skippedMs += ms;
	}

	/** Changes settings. @returns all of them as they are then */
	patch(patch: SettingsPatch): Settings {
		this.settings = patchSettings(this.settings, patch);
		if (patch.msgidStart !== undefined) this.nextMsgid = BigInt(patch.msgidStart);
		return this.settings;
	}

	takeMsgid = () => this.nextMsgid++;
	takeMessageId = () => this.nextMessageId++;

	accountOf = (appId: unknown) => ACCOUNTS.find((name) => this.accounts[name].appId === appId);

	/** @param person index of the person @returns their openid in that account */
	openid(account: AccountName, person: number): string {
		return this.people[account].encode(person);
	}

	/** @returns the person as the control API shows them */
	personView(person: number): PersonView {
		const { people } = this;
		return {
			id: people.idOf(person),
			unionid: people.union.encode(person),
			officialAccountOpenid: people.everFollowed(person) ? this.openid('officialAccount', person) : undefined,
			miniProgramOpenid: people.usesMiniProgram(person) ? this.openid('miniProgram', person) : undefined,
			subscribe: people.follower(person) ? 1 : 0,
			blacklisted: people.blacklisted(person),
			refusesMessages: people.refuses(person),
			remark: people.remark(person),
			rights: this.rights.of(person),
		};
	}

	/** Puts a message into a person's inbox. */
	receive(person: number, message: Omit<InboxMessage, 'personId' | 'openid' | 'time'>) {
		this.inbox.add({
			personId: this.people.idOf(person),
			openid: this.openid(message.account, person),
			...message,
			time: new Date(this.now()).toISOString(),
		});
	}

	/** Pushes a message or event that this person caused; ToUserName and the like are filled in. */
	async pushFrom(
		account: AccountName,
		person: number,
		message: PushMessage,
		createTime = this.push.seconds(),
	): Promise<PushResult> {
		const own = this.accounts[account];
		const openid = this.openid(account, person);
		const fields = {
			ToUserName: own.originalId,
			FromUserName: openid,
			CreateTime: createTime,
			...message.fields,
		};
		const onReply = (body: string) => {
			const mode = this.push.target(account)?.mode ?? 'plain';
			const reply = readReply(body, own, {
				mode,
				secureReply: this.settings.secureReply,
				openid,
				isEvent: message.fields.MsgType === 'event',
				isXml: account === 'officialAccount',
			});
			if (!reply) return false;
			// Mini programs do not show passive replies.
			if (account === 'officialAccount') {
				this.receive(person, { account, channel: 'reply', data: reply, msgid: String(this.takeMessageId()) });
			}
			return true;
		};
		return await this.push.send({ account, openid, message: { ...message, fields }, onReply });
	}
}
