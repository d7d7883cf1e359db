// The nightly sync with a list that cannot be this table's: another account's, or one that misses most of the followers.
import { importExample } from '../../../host/examples';
import { failureOf, outputOf } from '../../../host/n8n/client';
import { credentialFor, OFFICIAL_ACCOUNT, type CredentialIds, type Stage } from '../../../host/stage';
import { MANUAL } from '../support/exampleSetTools';

const LINKS = 'wechat_links';
const CHECK = 'Are most of them still there?';
const FOLLOWERS = 400;

/** The stage with the credential of the test account in place of the account's own: what n8n preselects after a first try. */
export async function stageOfTestAccount(stage: Stage): Promise<Stage> {
	const { testAccount } = await stage.sandbox.accounts();
	const credential = credentialFor(OFFICIAL_ACCOUNT, testAccount, stage.sandboxUrl);
	const id = await stage.n8n.putCredential({ ...credential, name: 'Another account' });
	const credentials: CredentialIds = { ...stage.credentials, [OFFICIAL_ACCOUNT]: id };
	return { ...stage, credentials };
}

export function syncExampleSuite(onStage: () => Stage) {
	let id: string;
	const rows = async () => await onStage().n8n.tables.rows(LINKS);
	const run = async () => await onStage().n8n.run(id, MANUAL);
	const sync = async () => {
		const execution = await run();
		expect(failureOf(execution)).toBe('');
		return outputOf(execution, 'Work out the differences')[0];
	};
	const withFollowers = async (followers: number) => await onStage().sandbox.reset({ followers });

	beforeAll(async () => {
		await withFollowers(FOLLOWERS);
		({ id } = await importExample(onStage(), 'sync-followers'));
		// Makes the table where no other suite has made it.
		await run();
		await onStage().n8n.tables.remove(LINKS);
		expect(await sync()).toMatchObject({ inserted: FOLLOWERS });
	});

	it("stops with a sentence when it is another account's list, and changes nothing", async () => {
		const { sandbox } = onStage();
		await sandbox.ofTestAccount().reset({ followers: 30 });
		await importExample(await stageOfTestAccount(onStage()), 'sync-followers');
		const before = await rows();
		const failure = failureOf(await run());
		await importExample(onStage(), 'sync-followers');
		expect(await rows()).toEqual(before);
		for (const word of [`${FOLLOWERS} of the ${FOLLOWERS}`, 'list of 30', 'credential', CHECK]) {
			expect(failure).toContain(word);
		}
		expect(await sync()).toMatchObject({ inserted: 0, changed: 0, unfollowed: 0, removed: 0 });
	});

	it('marks who left when they are half of all, and stops when they are more', async () => {
		await withFollowers(FOLLOWERS / 2);
		expect(await sync()).toMatchObject({ inserted: 0, changed: 200, unfollowed: 200 });
		await withFollowers(FOLLOWERS / 4 - 1);
		const before = await rows();
		expect(failureOf(await run())).toContain('101 of the 200 followers');
		expect(await rows()).toEqual(before);
	});

	it('goes on where somebody has deactivated the check, as the sentence says', async () => {
		const { n8n } = onStage();
		const { name, nodes, connections, settings } = await n8n.workflow(id);
		const unchecked = nodes.map((node) => (node.name === CHECK ? { ...node, disabled: true } : node));
		await n8n.putWorkflow({ name, nodes: unchecked, connections, settings });
		expect(await sync()).toMatchObject({ unfollowed: 101, changed: 101 });
		await importExample(onStage(), 'sync-followers');
	});

	it('leaves no empty row of who has left and had told nothing else', async () => {
		const { n8n } = onStage();
		const before = await n8n.tables.count(LINKS);
		await n8n.tables.insert(LINKS, [{ official_account_openid: 'an-openid-that-left', subscribed: true }]);
		expect(await sync()).toMatchObject({ changed: 0, unfollowed: 1, removed: 1 });
		expect(await n8n.tables.count(LINKS)).toBe(before);
	});

	it('marks all of a few who have left', async () => {
		await onStage().n8n.tables.remove(LINKS);
		await withFollowers(19);
		expect(await sync()).toMatchObject({ inserted: 19 });
		await withFollowers(1);
		expect(await sync()).toMatchObject({ changed: 18, unfollowed: 18 });
	});
}
