// An axios client of the control API, for the demo and the tests.
import axios, { type AxiosInstance } from 'axios';
import type {
	AccountName,
	Accounts,
	Counters,
	InboxMessage,
	InboxSummary,
	LoggedCall,
	PeopleFilter,
	PersonView,
	PushLogEntry,
	PushMode,
	PushResult,
	RawPush,
	RawPushResult,
	TemplateView,
} from './types';
import { TEST_ACCOUNT_PATH } from './types';
import type { FaultRule } from './world/faults';
import type { PageConfig } from './pages';
import type { Settings, SettingsPatch } from './world/settings';

export type { FaultRule, SettingsPatch };

type Fields = Record<string, string | number | Record<string, string | number>>;

/** A message or event that a person sends; `wrapper` and `list` are for the subscription events. */
export interface PersonMessage {
	fields: Fields;
	wrapper?: string;
	list?: Fields[];
}

/** A whole scene in one call: who is there, under which app secrets, with which switches and faults. */
export interface ResetOptions {
	followers?: number;
	secrets?: Partial<Record<AccountName, string>>;
	settings?: SettingsPatch;
	faults?: FaultRule[];
}

/** Every method is one call of the control API; a refusal throws an Error with the sandbox's own sentence. */
export class SandboxClient {
	private readonly http: AxiosInstance;

	/**
	 * @param url the sandbox's address, for instance http://127.0.0.1:4010
	 * @param world the path of the world that is driven: see {@link ofTestAccount}
	 */
	constructor(
		readonly url: string,
		world = '',
	) {
		this.http = axios.create({ baseURL: `${url}/sandbox${world}`, proxy: false, validateStatus: () => true });
	}

	/** Drives the test account (测试号): its own people, inbox, calls, settings; it is the `officialAccount` there. */
	ofTestAccount = () => new SandboxClient(this.url, TEST_ACCOUNT_PATH);

	private async call<T>(method: 'GET' | 'POST', path: string, input: object = {}): Promise<T> {
		const payload = method === 'GET' ? { params: input } : { data: input };
		const { status, data } = await this.http.request<T & { error?: string }>({
			method,
			url: path,
			...payload,
		});
		if (status !== 200) throw new Error(`sandbox ${path}: ${data.error ?? `HTTP ${status}`}`);
		return data;
	}

	private get = async <T>(path: string, input?: object) => await this.call<T>('GET', path, input);
	private post = async <T>(path: string, input?: object) => await this.call<T>('POST', path, input);

	/** What one puts into a credential, of both worlds. */
	accounts = async () => await this.get<Accounts>('/accounts');
	templates = async () => await this.get<Record<AccountName, TemplateView[]>>('/templates');

	/** Everything as it was seeded: also the clock, the push URLs and the people. Tokens of before are unknown. */
	reset = async (options: ResetOptions = {}) => await this.post<void>('/reset', options);

	counters = async () => await this.get<Counters>('/counters');
	/** Sets the counters and the call log to nothing. */
	resetCounters = async () => await this.post<void>('/reset-counters');
	/** The last 5,000 calls, oldest first. */
	calls = async (filter: { path?: string } = {}) => await this.get<LoggedCall[]>('/calls', filter);

	settings = async (patch?: SettingsPatch) =>
		patch === undefined
			? await this.get<Settings>('/settings')
			: await this.post<Settings>('/settings', patch);

	fault = async (rule: FaultRule) => await this.post<void>('/fault', rule);
	clearFaults = async () => await this.post<void>('/clear-faults');
	/** The rules in force, with how many calls each has seen and hit. */
	faults = async () => await this.get<Array<FaultRule & { seen: number; hits: number }>>('/faults');

	revokeToken = async (account: AccountName, kind?: 'classic' | 'stable') =>
		await this.post<{ ended: number }>('/revoke-token', { account, kind });
	expireToken = async (account: AccountName, kind?: 'classic' | 'stable') =>
		await this.post<{ ended: number }>('/expire-token', { account, kind });
	/** Moves the sandbox's own clock; pushes keep real time. */
	advanceClock = async (ms: number) => await this.post<void>('/advance-clock', { ms });
	freezeSecret = async (account: AccountName, frozen: boolean) =>
		await this.post<void>('/freeze-secret', { account, frozen });
	setSecret = async (account: AccountName, secret: string) =>
		await this.post<void>('/set-secret', { account, secret });

	people = async (filter: PeopleFilter = {}) => await this.get<PersonView[]>('/people', filter);
	/** @param personId the sandbox's own id, an openid of either account, or a unionid; so everywhere here */
	person = async (personId: string) => await this.get<PersonView>('/person', { personId });

	login = async (personId: string) => await this.post<{ code: string }>('/login', { personId });
	phoneCode = async (personId: string) => await this.post<{ code: string }>('/phone-code', { personId });
	/** The person pays in the mini program, with WeChat Pay. */
	pay = async (personId: string, outTradeNo: string) =>
		await this.post<{ transactionId: string; mchId: string }>('/pay', { personId, outTradeNo });
	/** The account that was migrated to the official account: its AppID, and people's openids there by their own id here. */
	oldAccount = async (filter: PeopleFilter = {}) =>
		await this.get<{ appId: string; openids: Record<string, string> }>('/old-account', filter);
	/**
	 * The person opens a link of WeChat's (web login, one-time message): where WeChat sends them, or what it shows instead.
	 *
	 * @param url the whole link, with its fragment
	 */
	openPage = async (personId: string, url: string, answer: 'accept' | 'refuse' = 'accept') =>
		await this.post<{ location?: string; error?: string }>('/open-page', { personId, url, answer });
	/**
	 * A web page calls `wx.config` in WeChat: what WeChat says to it.
	 *
	 * @param config what the page hands over, and the address that it has in the browser, with its fragment
	 */
	configurePage = async (config: PageConfig) =>
		await this.post<{ errMsg: string }>('/configure-page', config);
	/** From now on this person opens WeChat's pages in a browser of this machine. */
	holdPhone = async (personId: string) => await this.post<void>('/phone', { personId });
	/** The account's only template for one-time messages (一次性订阅消息). */
	oneTimeTemplate = async () => await this.get<{ id: string }>('/one-time-template');
	/** Encrypted user data under the person's session key; `data` is laid over the clear fields. */
	openData = async (personId: string, data?: Record<string, unknown>) =>
		await this.post<{ encryptedData: string; iv: string }>('/open-data', { personId, data });

	grant = async (personId: string, templateId: string, times = 1) =>
		await this.post<PushResult>('/grant', { personId, templateId, times });
	refuseTemplate = async (personId: string, templateId: string) =>
		await this.post<PushResult>('/refuse-template', { personId, templateId });
	refuseMessages = async (personId: string, on: boolean) =>
		await this.post<void>('/refuse-messages', { personId, on });
	blacklist = async (personId: string, on: boolean) => await this.post<void>('/blacklist', { personId, on });

	follow = async (personId: string, options: { scene?: string } = {}) =>
		await this.post<PushResult>('/follow', { personId, ...options });
	unfollow = async (personId: string) => await this.post<PushResult>('/unfollow', { personId });
	scan = async (personId: string, scene: string) => await this.post<PushResult>('/scan', { personId, scene });
	sendText = async (personId: string, account: AccountName, text: string) =>
		await this.post<PushResult>('/send-text', { personId, account, text });
	/** Any message or event of docs/wechat/pushes.md#messages and docs/wechat/pushes.md#events. */
	sendMessage = async (personId: string, account: AccountName, message: PersonMessage) =>
		await this.post<PushResult>('/send-message', { personId, account, ...message });

	/** The person sends a file, which can then be downloaded by the media_id in the push. */
	sendFile = async (
		personId: string,
		account: AccountName,
		file: { type: 'image' | 'voice' | 'video'; contentType: string; base64: string },
	) => await this.post<PushResult & { mediaId: string }>('/send-file', { personId, account, ...file });
	/** WeChat's review stops a template message to this person for good, one sent at `sentAt` (seconds since 1970; now). */
	blockMessage = async (personId: string, templateId: string, sentAt?: number) =>
		await this.post<void>('/block-message', { personId, templateId, sentAt });
	/** Puts a file into the account's library of permanent material (永久素材), as a person does in the console. */
	permanentMedia = async (contentType: string, base64: string) =>
		await this.post<{ media_id: string }>('/permanent-media', { contentType, base64 });
	/** The menu as a person made it in the console, in the form of `selfmenu_info`; null: none. */
	consoleMenu = async (selfmenu: Record<string, unknown> | null) =>
		await this.post<void>('/console-menu', { selfmenu });

	/** Another program adds a personalised menu (个性化菜单), in the form of menu/addconditional. */
	conditionalMenu = async (menu: {
		button: Array<Record<string, unknown>>;
		matchrule: Record<string, unknown>;
	}) => await this.post<{ menuid: number }>('/conditional-menu', menu);
	/** The account publishes an article (发布). */
	publishArticle = async () => await this.post<{ article_id: string }>('/publish-article');

	/** A template as it is written by hand on the page of a test account: `Order: {{name.DATA}}`, a line for each key. */
	addTemplate = async (title: string, content: string) =>
		await this.post<{ id: string }>('/add-template', { title, content });
	/**
	 * Sets the push URL (消息推送) as the console does; not kept when the URL check fails. A test account takes its Token with
	 * it.
	 */
	push = async (
		account: AccountName,
		target: { url: string; mode: PushMode; format?: 'xml' | 'json'; enabled?: boolean; token?: string },
	) => await this.post<RawPushResult & { ok: boolean }>('/push', { account, ...target });
	pushRaw = async (raw: RawPush) =>
		await this.post<RawPushResult & { sent: { query: Record<string, string>; body: string } }>(
			'/push-raw',
			raw,
		);
	pushLog = async () => await this.get<PushLogEntry[]>('/push-log');

	inbox = async (filter: { openid?: string; personId?: string; limit?: number } = {}) =>
		await this.get<InboxMessage[]>('/inbox', filter);
	inboxSummary = async () => await this.get<InboxSummary>('/inbox-summary');
}
