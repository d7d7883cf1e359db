// The sandbox's page as a browser without script has it.
import axios, { type AxiosInstance } from 'axios';
import { startSandbox, type Sandbox } from '../../../../sandbox';
import { SandboxClient } from '../../../../sandbox/client';

export interface PageBrowser {
	sandbox: Sandbox;
	client: SandboxClient;
	http: AxiosInstance;
	/** @returns the page at an address */
	shown(path?: string): Promise<string>;
	/** Presses a button: the answer is the page that follows, and where it stands. */
	press(form: Record<string, string> | FormData, at?: string): Promise<{ page: string; at: string }>;
}

export async function openPage(): Promise<PageBrowser> {
	const sandbox = await startSandbox({ followers: 50 });
	const http = axios.create({ baseURL: sandbox.url, proxy: false, validateStatus: () => true });
	return {
		sandbox,
		client: new SandboxClient(sandbox.url),
		http,
		shown: async (path = '/') => String((await http.get<string>(path)).data),
		async press(form, at = '/') {
			const body = form instanceof FormData ? form : new URLSearchParams(form);
			const { data, request } = await http.post<string>(at, body);
			return { page: String(data), at: (request as { path: string }).path };
		},
	};
}

/** The ids of the people that a page lists, in its order. */
export const listed = (page: string): string[] =>
	[...page.matchAll(/<li class="(?:chosen)?">\s*<a href="[^"]*">(\w+)<\/a>/g)].map(([, id]) => id);

/** Whose ids and inbox a page shows. */
export const chosen = (page: string): string | undefined => /<h2>(\w+) <small>/.exec(page)?.[1];
