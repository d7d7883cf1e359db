/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A logged-in connection to n8n's internal REST API, the one that the editor uses.
import { Agent } from 'node:http';
import axios, { type AxiosInstance, type Method } from 'axios';

export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

interface RequestOptions {
	body?: unknown;
	query?: Record<string, unknown>;
}

const reasonIn = (body: unknown): string => {
	if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
	return JSON.stringify(body)?.slice(0, 300) ?? 'no answer';
};

/** Sends requests with the login cookie and turns n8n's refusals into sentences. */
export class N8nSession {
	private readonly http: AxiosInstance;

	private cookie = '';

	/** @param url address of n8n, without a slash at its end */
	constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: url,
			validateStatus: () => true,
			proxy: false,
			// A connection that n8n closes for idleness just as it is used again would fail the request.
			httpAgent: new Agent({ keepAlive: false }),
			maxBodyLength: Infinity,
			maxContentLength: Infinity,
		});
	}

	/**
	 * @param path below the address, e.g. `/rest/workflows`
	 * @returns what n8n answers under `data`
	 * @throws Error with n8n's own message when it refuses
	 */
	async request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
		const { status, body } = await this.exchange<{ data: T } | undefined>(method, path, options);
		if (status >= 400) throw new Error(`n8n refused ${method} ${path} with ${status}: ${reasonIn(body)}`);
		return body?.data as T;
	}

	/** @returns n8n's answer as it is, a refusal too */
	async exchange<T>(
		method: Method,
		path: string,
		{ body, query }: RequestOptions = {},
	): Promise<{ status: number; body: T }> {
		const answer = await this.http.request<T>({
			method,
			url: path,
			data: body,
			params: query,
			headers: this.cookie ? { cookie: this.cookie } : {},
		});
		const cookies = answer.headers['set-cookie'] ?? [];
		const login = cookies.find((entry) => entry.startsWith('n8n-auth='));
		if (login && answer.status < 400) this.cookie = login.split(';')[0];
		return { status: answer.status, body: answer.data };
	}

	/** @returns a file, in base64 */
	async download(path: string, query: Record<string, unknown>): Promise<string> {
		const { status, data } = await this.http.get<ArrayBuffer>(path, {
			params: query,
			headers: { cookie: this.cookie },
			responseType: 'arraybuffer',
		});
		if (status !== 200) throw new Error(`n8n refused GET ${path} with ${status}`);
		return Buffer.from(data).toString('base64');
	}

	/** Creates the owner of a fresh n8n, or logs in to one that has its owner already. */
	async signIn(owner: Owner): Promise<void> {
		const settings = await this.request<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
			'GET',
			'/rest/settings',
		);
		if (settings.userManagement.showSetupOnFirstLoad) {
			await this.request('POST', '/rest/owner/setup', { body: owner });
			return;
		}
		await this.request('POST', '/rest/login', {
			body: { emailOrLdapLoginId: owner.email, password: owner.password },
		});
	}
}
