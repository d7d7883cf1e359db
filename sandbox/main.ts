/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// `npm run sandbox`: the sandbox alone, with what one needs to try it.
import { SandboxClient } from './client';
import { startSandbox } from './index';
import { TEST_ACCOUNT_PATH } from './types';

const DEFAULT_PORT = 4010;

const say = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

const port = Number(process.env.SANDBOX_PORT ?? DEFAULT_PORT);

async function main() {
	const sandbox = await startSandbox({ port });
	const { url } = sandbox;
	const { officialAccount, miniProgram, testAccount } = await new SandboxClient(url).accounts();
	say(
		`A WeChat platform of its own at ${url} (stop with Ctrl-C)`,
		`Open it in a browser: accounts to copy, people, their inboxes, and what goes wrong on purpose.`,
		'',
		`Official account  appid ${officialAccount.appId}  secret ${officialAccount.appSecret}`,
		`Mini program      appid ${miniProgram.appId}  secret ${miniProgram.appSecret}`,
		`Test account      appid ${testAccount.appId}  secret ${testAccount.appSecret}  page ${url}${TEST_ACCOUNT_PATH}`,
		'',
		'Try:',
		`  curl '${url}/cgi-bin/token?grant_type=client_credential&appid=${officialAccount.appId}&secret=${officialAccount.appSecret}'`,
		`  curl '${url}/sandbox/people?linked=true&limit=3'`,
		`  curl '${url}/sandbox/counters'`,
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
}

main().catch((error: NodeJS.ErrnoException) => {
	const isBusy = error.code === 'EADDRINUSE';
	process.stderr.write(
		isBusy
			? `Port ${port} is in use: stop what listens there, or choose another: SANDBOX_PORT=${port + 10} npm run sandbox\n`
			: `${error.stack}\n`,
	);
	process.exit(1);
});
