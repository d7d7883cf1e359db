// Every operation in every trouble: what n8n then keeps and shows is what the suite about secrets looks through.
import {
	credentialFor,
	MINI_PROGRAM,
	OFFICIAL_ACCOUNT,
	type CredentialIds,
	type Stage,
} from '../../../host/stage';
import type { Execution } from '../../../host/n8n/types';
import type { FaultRule } from '../../../sandbox/client';
import type { AccountName } from '../../../sandbox/types';
import { miniProgramSteps } from './steps/miniProgram';
import { officialAccountSteps } from './steps/officialAccount';
import type { OperationStep } from './steps/step';
import { readStepData } from './steps/stepData';
import { freshCredentials, saveChain, TRIGGER } from './workflows';

export const WRONG_SECRET = 'f0e1d2c3b4a59687'.repeat(2);

const TYPES: Record<AccountName, string> = {
	officialAccount: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
	miniProgram: 'n8n-nodes-wechat-link.wechatLinkMiniProgram',
};
/** What goes wrong with every call but those that fetch a token. */
export const TROUBLES: Record<string, Partial<FaultRule>> = {
	'the connection is cut in the middle of the request': { reset: 'before' },
	'the connection is cut before the answer': { reset: 'after' },
	'a gateway answers with a page': { http: { status: 502, body: '<html>Bad Gateway</html>' } },
	'the token is rejected again and again': {
		errcode: 40001,
		errmsg: 'invalid credential, access_token is invalid',
	},
	'the answer is cut': { truncate: true },
};
export const ALL_BUT_TOKENS = '^/(?!cgi-bin/(stable_)?token)';
/** In place of what an earlier operation would have put out. */
const STAND_INS: Record<string, unknown> = {
	tagId: { __rl: true, mode: 'id', value: '100' },
	mediaId: 'no-such-media',
	sessionKey: Buffer.alloc(16).toString('base64'),
};
const PICTURE =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

type Step = Parameters<typeof saveChain>[2][number];

function stepOf(node: AccountName, { name, parameters }: OperationStep): Step & { onError?: string } {
	const [resource, operation] = name.split('.');
	const own = Object.entries(parameters).map(([key, value]) => [
		key,
		JSON.stringify(value).includes('={{') ? STAND_INS[key] : value,
	]);
	return {
		name,
		type: TYPES[node],
		typeVersion: 1,
		parameters: { resource, operation, ...(Object.fromEntries(own) as object) },
	};
}

/** An item with a file, for the operations that upload one. */
const file: Step = {
	name: 'File',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `return [{ json: {}, binary: { data: { data: '${PICTURE}', mimeType: 'image/png', fileName: 'a.png' } } }];`,
	},
};

/** One workflow per operation, and one per account in which all of them go on after an error. */
async function saveWorkflows(stage: Stage, name: string, credentials: CredentialIds) {
	const data = await readStepData(stage);
	const steps = { officialAccount: officialAccountSteps(data), miniProgram: miniProgramSteps(data) };
	const single: string[] = [];
	const chains: string[] = [];
	for (const node of ['officialAccount', 'miniProgram'] as const) {
		const own = steps[node].map((step) => stepOf(node, step));
		for (const step of own) {
			const before = step.name === 'media.upload' ? [file] : [];
			single.push(await saveChain(stage, `${name}: ${node} ${step.name}`, [...before, step], credentials));
		}
		for (const onError of ['continueRegularOutput', 'continueErrorOutput']) {
			const going = own.map((step) => ({ ...step, onError, executeOnce: true }));
			chains.push(await saveChain(stage, `${name}: ${node} ${onError}`, [file, ...going], credentials));
		}
	}
	return { single, chains };
}

export class Troubles {
	private constructor(
		private readonly stage: Stage,
		private readonly credentials: CredentialIds,
		private readonly workflows: { single: string[]; chains: string[] },
	) {}

	static async open(stage: Stage): Promise<Troubles> {
		await stage.sandbox.reset({ followers: 200 });
		const credentials = await freshCredentials(stage, 'troubles');
		return new Troubles(stage, credentials, await saveWorkflows(stage, 'troubles', credentials));
	}

	get operations(): number {
		return this.workflows.single.length;
	}

	/** @returns how each operation alone ended */
	async run(trouble: Partial<FaultRule>): Promise<Execution[]> {
		const { sandbox, n8n } = this.stage;
		await sandbox.clearFaults();
		await sandbox.fault({ path: ALL_BUT_TOKENS, times: -1, ...trouble });
		const ids = [];
		for (const workflow of this.workflows.single) ids.push(await n8n.start(workflow, TRIGGER));
		const ended = await Promise.all(ids.map(async (id) => await n8n.waitForExecution(id)));
		await sandbox.clearFaults();
		return ended;
	}

	/** Runs the operations one after the other, each going on after its error, in both ways that n8n has. */
	async runOn(trouble: Partial<FaultRule>): Promise<Execution[]> {
		const { sandbox, n8n } = this.stage;
		await sandbox.fault({ path: ALL_BUT_TOKENS, times: -1, ...trouble });
		const ids = [];
		for (const workflow of this.workflows.chains) ids.push(await n8n.start(workflow, TRIGGER));
		const ended = await Promise.all(ids.map(async (id) => await n8n.waitForExecution(id, 300_000)));
		await sandbox.clearFaults();
		return ended;
	}

	/** As somebody who mistyped the secret, or whose secret was reset. */
	async runWithWrongSecret(): Promise<Execution[]> {
		await this.saveSecrets(WRONG_SECRET);
		const ended = await this.run({ path: '/nowhere', errcode: -1 });
		await this.saveSecrets();
		return ended;
	}

	/** The Test button, red, with the form as the browser sends it. @returns what n8n answers */
	async pressTest(): Promise<unknown[]> {
		const { n8n, sandbox, sandboxUrl } = this.stage;
		const { officialAccount, miniProgram } = await sandbox.accounts();
		const answers: unknown[] = [];
		for (const [type, account] of [
			[OFFICIAL_ACCOUNT, officialAccount],
			[MINI_PROGRAM, miniProgram],
		] as const) {
			for (const baseUrl of [sandboxUrl, 'http://127.0.0.1:1', 'https://127.0.0.1:1']) {
				const form = credentialFor(type, { ...account, appSecret: WRONG_SECRET }, baseUrl);
				answers.push(await n8n.testCredential(this.credentials[type], form));
			}
		}
		return answers;
	}

	private async saveSecrets(appSecret?: string) {
		const { n8n, sandbox, sandboxUrl } = this.stage;
		const { officialAccount, miniProgram } = await sandbox.accounts();
		for (const [type, account] of [
			[OFFICIAL_ACCOUNT, officialAccount],
			[MINI_PROGRAM, miniProgram],
		] as const) {
			const form = credentialFor(type, { ...account, ...(appSecret ? { appSecret } : {}) }, sandboxUrl);
			await n8n.updateCredential(this.credentials[type], { ...form, name: `troubles ${type}` });
		}
	}
}
