// A credential that was deleted, or never chosen: the error names it, and nothing is sent.
import { failureOf } from '../../../host/n8n/client';
import { OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import {
	freshCredentials,
	getUserInfo,
	people,
	saveChain,
	sendTemplate,
	TRIGGER,
} from '../support/workflows';

export function goneCredentialSuite(onStage: () => Stage) {
	let openid: string;

	beforeEach(async () => {
		const { sandbox } = onStage();
		await sandbox.reset({ followers: 200 });
		const [person] = await sandbox.people({ follows: true, limit: 1 });
		openid = person.officialAccountOpenid ?? '';
	});

	const callsToWechat = async () => Object.keys((await onStage().sandbox.counters()).calls);

	it('stops the workflow that used it', async () => {
		const stage = onStage();
		const credentials = await freshCredentials(stage, 'to be deleted');
		const workflow = await saveChain(stage, 'deleted credential', [getUserInfo(openid)], credentials);
		expect(failureOf(await stage.n8n.run(workflow, TRIGGER))).toBe('');
		await stage.sandbox.resetCounters();
		await stage.n8n.removeCredential(credentials[OFFICIAL_ACCOUNT]);
		const failure = failureOf(await stage.n8n.run(workflow, TRIGGER));
		expect(failure).toMatch(/credential/i);
		expect(failure).toContain(credentials[OFFICIAL_ACCOUNT]);
		expect(failure).toMatch(/does not exist|could not be found/);
		expect(await callsToWechat()).toEqual([]);
	});

	it('gives each item its error where the workflow goes on', async () => {
		const stage = onStage();
		const credentials = await freshCredentials(stage, 'to be deleted, too');
		const send = { ...sendTemplate('a template that is not asked for'), onError: 'continueRegularOutput' };
		const steps = [people([openid, openid]), send];
		const workflow = await saveChain(stage, 'deleted credential, On Error continue', steps, credentials);
		await stage.n8n.removeCredential(credentials[OFFICIAL_ACCOUNT]);
		const execution = await stage.n8n.run(workflow, TRIGGER);
		expect(failureOf(execution)).toBe('');
		const [output] = execution.data.resultData.runData.Send?.[0].data?.main ?? [];
		expect(output).toHaveLength(2);
		for (const { json } of output ?? []) expect(String(json.error)).toMatch(/credential/i);
		expect(await callsToWechat()).toEqual([]);
	});

	it('is asked for where none was chosen', async () => {
		const stage = onStage();
		const workflow = await saveChain(stage, 'no credential', [getUserInfo(openid)]);
		const { name, nodes, connections } = await stage.n8n.workflow(workflow);
		const bare = nodes.map((node) => ({ ...node, credentials: undefined }));
		await stage.n8n.putWorkflow({ name, nodes: bare, connections });
		const failure = failureOf(await stage.n8n.run(workflow, TRIGGER));
		expect(failure).toMatch(/credential/i);
		expect(await callsToWechat()).toEqual([]);
	});
}
