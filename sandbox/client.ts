// An axios client of the control API, for the demo and the tests.
import axios, { type AxiosInstance } from 'axios';
import type {
	Account,
	AccountName,
	Counters,
	FaultRule,
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
	Settings,
	SettingsPatch,
	TemplateView,
} from './types';

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

	/** @param url the sandbox's address, for instance http://127.0.0.1:4010 */
	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: `${url}/sandbox`, proxy: false, validateStatus: () => true });
	}

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

	accounts = async () => await this.get<Record<AccountName, Account>>('/accounts');
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
	/** Any message or event of wechat-api.md 8.7 and 8.8. */
	sendMessage = async (personId: string, account: AccountName, message: PersonMessage) =>
		await this.post<PushResult>('/send-message', { personId, account, ...message });

	/** Sets the push URL (消息推送) as the console does; not kept when the URL check fails. */
	push = async (
		account: AccountName,
		target: { url: string; mode: PushMode; format?: 'xml' | 'json'; enabled?: boolean },
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
