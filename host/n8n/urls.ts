// The addresses of workflows, which n8n opens some time after it says so.
import axios from 'axios';
import { waitFor } from './wait';

/**
 * n8n answers an activation before the workflow's URLs exist. This waits until n8n knows the URL for the method;
 * it sends a CORS preflight, which starts nothing.
 */
export async function waitUntilUrlAnswers(
	url: string,
	method: 'GET' | 'POST',
	timeoutMs = 30_000,
): Promise<void> {
	await waitFor(
		`${method} ${url} to answer`,
		async () => {
			const { headers } = await axios.options<unknown>(url, {
				headers: { origin: 'http://127.0.0.1', 'access-control-request-method': method },
				validateStatus: () => true,
				proxy: false,
			});
			const allowed = String(headers['access-control-allow-methods'] ?? '');
			return allowed.split(/,\s*/).includes(method) ? true : undefined;
		},
		{ timeoutMs },
	);
}
