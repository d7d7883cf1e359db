// A credential that another version of this package saved works, or says what is missing in it.
import { randomBytes } from 'node:crypto';
import { editionOf } from '../../../host/n8n/edition';
import { failureOf, outputOf } from '../../../host/n8n/client';
import { MINI_PROGRAM, OFFICIAL_ACCOUNT, type CredentialIds, type Stage } from '../../../host/stage';
import { getUserInfo, saveChain, TRIGGER } from '../support/workflows';

const ISSUING = '/cgi-bin/stable_token';
const READING = '/cgi-bin/user/info';

/** What the hidden token property may hold that this version did not write. */
const FOREIGN_TOKENS: Record<string, unknown> = {
	'no property for the token': undefined,
	'bare text': '72_0123456789abcdefghijklmnopqrstuvwxyz',
	'a token that names no account': JSON.stringify({ token: 'old', validUntil: Date.now() + 7_200_000 }),
	'a token under other names': JSON.stringify({ access_token: 'old', expires_in: 7200 }),
	'JSON of another kind': JSON.stringify([null, 1]),
	'half a record': '{"token":"ol',
	'an object in place of text': { token: 'old' },
};

export function olderCredentialSuite(onStage: () => Stage) {
	let saved = 0;

	beforeEach(async () => await onStage().sandbox.reset({ followers: 200 }));

	/** Saves exactly these fields, with a secret under which no token is cached anywhere. */
	async function save(fields: Record<string, unknown>): Promise<CredentialIds> {
		const { sandbox, n8n, credentials } = onStage();
		const appSecret = randomBytes(16).toString('hex');
		await sandbox.setSecret('officialAccount', appSecret);
		const { appId } = (await sandbox.accounts()).officialAccount;
		const id = await n8n.putCredential({
			name: `older credential ${++saved}`,
			type: OFFICIAL_ACCOUNT,
			data: { appId, appSecret, baseUrl: onStage().sandboxUrl, ...fields } as Record<string, string>,
		});
		await sandbox.resetCounters();
		return { [OFFICIAL_ACCOUNT]: id, [MINI_PROGRAM]: credentials[MINI_PROGRAM] };
	}

	async function readPerson(credentials: CredentialIds) {
		const stage = onStage();
		const [{ officialAccountOpenid: openid = '' }] = await stage.sandbox.people({ follows: true, limit: 1 });
		const id = await saveChain(stage, 'older credential', [getUserInfo(openid)], credentials);
		const execution = await stage.n8n.run(id, TRIGGER);
		const [person] = outputOf(execution, 'Get user info');
		const { calls } = await stage.sandbox.counters();
		return { failure: failureOf(execution), found: person?.openid === openid, calls };
	}

	it.each(Object.entries(FOREIGN_TOKENS))('with %s gets a token of its own', async (_what, accessToken) => {
		const credentials = await save({ accessToken });
		const first = await readPerson(credentials);
		expect(first).toEqual({ failure: '', found: true, calls: { [ISSUING]: 1, [READING]: 1 } });
		// What was stored in place of the old value is used from then on.
		const second = await readPerson(credentials);
		expect(second).toEqual({ failure: '', found: true, calls: { [ISSUING]: 1, [READING]: 2 } });
	});

	it('with a token endpoint that this version does not know uses the recommended one', async () => {
		const { failure, calls } = await readPerson(await save({ tokenEndpoint: 'token' }));
		expect({ failure, calls }).toEqual({ failure: '', calls: { [ISSUING]: 1, [READING]: 1 } });
	});

	it('whose App Secret is an expression works, and n8n before 2.34.4 stores the value in its place', async () => {
		const { sandbox, n8n } = onStage();
		const appSecret = randomBytes(16).toString('hex');
		const expression = `={{ '${appSecret}' }}`;
		const credentials = await save({ appSecret: expression });
		await sandbox.setSecret('officialAccount', appSecret);
		const { failure, found } = await readPerson(credentials);
		expect({ failure, found }).toEqual({ failure: '', found: true });
		const stored = await n8n.credentialData(credentials[OFFICIAL_ACCOUNT]);
		// n8n shows an expression to whoever opens the credential, and blanks what is a value: docs/TOKENS.md.
		const writesBack = editionOf().name === 'oldest';
		expect(stored.appSecret === expression).toBe(!writesBack);
	});

	it.each([
		['App ID', { appId: ' ' }],
		['App Secret', { appSecret: ' ' }],
	])('with a blank %s says so, before any call', async (label, fields) => {
		const { failure, calls } = await readPerson(await save(fields));
		expect(failure).toContain(`'${label}' is empty`);
		expect(calls).toEqual({});
	});
}
