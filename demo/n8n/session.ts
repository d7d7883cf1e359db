/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A logged-in connection to n8n's internal REST API, the one that the editor uses.
import axios, { type AxiosInstance, type Method } from 'axios';

export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
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
			maxBodyLength: Infinity,
			maxContentLength: Infinity,
		});
	}

	/**
	 * @param path below the address, e.g. `/rest/workflows`
	 * @returns what n8n answers under `data`
	 * @throws Error with n8n's own message when it refuses
	 */
	async request<T>(
		method: Method,
		path: string,
		{ body, query }: { body?: unknown; query?: Record<string, unknown> } = {},
	): Promise<T> {
		const answer = await this.http.request<{ data: T }>({
			method,
			url: path,
			data: body,
			params: query,
			headers: this.cookie ? { cookie: this.cookie } : {},
		});
		if (answer.status >= 400) {
			throw new Error(`n8n refused ${method} ${path} with ${answer.status}: ${reasonIn(answer.data)}`);
		}
		const cookies = answer.headers['set-cookie'] ?? [];
		const login = cookies.find((entry) => entry.startsWith('n8n-auth='));
		if (login) this.cookie = login.split(';')[0];
		return answer.data?.data;
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
