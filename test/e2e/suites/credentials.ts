// The Test button tells the truth, and an edited credential takes effect at the next call.
import { failureOf } from '../../../host/n8n/client';
import type { CredentialTestResult } from '../../../host/n8n/types';
import { credentialFor, MINI_PROGRAM, OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import { freshCredentials, getUserInfo, saveChain, TRIGGER } from '../support/workflows';

const accountOf = { [OFFICIAL_ACCOUNT]: 'officialAccount', [MINI_PROGRAM]: 'miniProgram' } as const;

export function credentialSuite(onStage: () => Stage) {
	let wrongSecret: string;

	beforeEach(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		wrongSecret = '0123456789abcdef'.repeat(2);
	});

	describe.each([OFFICIAL_ACCOUNT, MINI_PROGRAM] as const)('%s', (type) => {
		const account = accountOf[type];

		/** Presses Test, first with nothing cached, then after a good token was cached. */
		async function testTwice(
			name: string,
			spoil: (stage: Stage) => Promise<Record<string, string> | void>,
		): Promise<CredentialTestResult[]> {
			const stage = onStage();
			const credential = credentialFor(type, (await stage.sandbox.accounts())[account], stage.sandboxUrl);
			const cold = (await freshCredentials(stage, `${name}, nothing cached`))[type];
			const warm = (await freshCredentials(stage, `${name}, token cached`))[type];
			expect(await stage.n8n.testCredential(warm, credential)).toMatchObject({ status: 'OK' });
			const changed = (await spoil(stage)) ?? {};
			const spoilt = { ...credential, data: { ...credential.data, ...changed } };
			return [await stage.n8n.testCredential(cold, spoilt), await stage.n8n.testCredential(warm, spoilt)];
		}

		it('is green when WeChat issues a token', async () => {
			for (const result of await testTwice('good', async () => {})) expect(result.status).toBe('OK');
		});

		it.each([
			[
				'a wrong secret',
				/AppSecret|app secret/i,
				async () => await Promise.resolve({ appSecret: wrongSecret }),
			],
			[
				'an IP that is not on the whitelist',
				/203\.0\.113\.7/,
				async ({ sandbox }: Stage) => {
					await sandbox.settings({
						ipWhitelist: { officialAccount: ['198.51.100.1'], miniProgram: ['198.51.100.1'] },
					});
				},
			],
			[
				'a frozen secret',
				/frozen[\s\S]*unfreeze|unfreeze/i,
				async ({ sandbox }: Stage) => await sandbox.freezeSecret(account, true),
			],
			[
				'a used-up quota',
				/quota|limit/i,
				async ({ sandbox }: Stage) =>
					await sandbox.fault({ path: '/cgi-bin/stable_token', errcode: 45009, times: -1 }),
			],
			[
				'an account of the other kind',
				/^'App ID' and 'App Secret' are those of .* API"/,
				async ({ sandbox }: Stage) => {
					const { officialAccount, miniProgram } = await sandbox.accounts();
					const { appId, appSecret } = account === 'officialAccount' ? miniProgram : officialAccount;
					return { appId, appSecret };
				},
			],
			[
				'a key that is cut short',
				/^'Encoding AES Key'/,
				async () => await Promise.resolve({ encodingAesKey: 'a'.repeat(42) }),
			],
		])('is red for %s, whatever is cached, and says what to do', async (name, fix, spoil) => {
			for (const result of await testTwice(name, spoil)) {
				expect(result).toEqual({ status: 'Error', message: expect.stringMatching(fix) });
			}
		});
	});

	it('a secret edited in a saved credential takes effect at the next call', async () => {
		const stage = onStage();
		const { officialAccount } = await stage.sandbox.accounts();
		const good = credentialFor(OFFICIAL_ACCOUNT, officialAccount, stage.sandboxUrl);
		const credentials = await freshCredentials(stage, 'edited secret');
		const id = credentials[OFFICIAL_ACCOUNT];
		const [person] = await stage.sandbox.people({ follows: true, limit: 1 });
		const workflow = await saveChain(
			stage,
			'edited secret',
			[getUserInfo(person.officialAccountOpenid ?? '')],
			credentials,
		);
		const saveSecret = async (appSecret: string) =>
			await stage.n8n.updateCredential(id, {
				...good,
				name: `edited secret ${OFFICIAL_ACCOUNT}`,
				data: { ...good.data, appSecret },
			});
		const outcome = async () => failureOf(await stage.n8n.run(workflow, TRIGGER));

		expect(await outcome()).toBe('');
		await saveSecret(wrongSecret);
		expect(await outcome()).toMatch(/AppSecret|app secret/i);
		await saveSecret(officialAccount.appSecret);
		expect(await outcome()).toBe('');
	});
}
