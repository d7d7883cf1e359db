/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// One real n8n and one sandbox for all e2e suites: starting n8n costs more than most of what is tested.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from '../../host/n8n/install';
import { dataFolder } from '../../host/n8n/places';
import { freePort } from '../../host/n8n/ports';
import { openStage, type Stage } from '../../host/stage';
import { goneCredentialSuite } from './suites/credentialGone';
import { credentialSuite } from './suites/credentials';
import { agentExampleSuite } from './suites/exampleSetAgent';
import { deliveryExampleSuite } from './suites/exampleSetDeliveries';
import { DATA_TABLE_BYTES, exampleFaultSuite } from './suites/exampleSetFaults';
import { exampleFileSuite } from './suites/exampleSetFiles';
import { kitSuite } from './suites/exampleSetKit';
import { linkExampleSuite } from './suites/exampleSetLinks';
import { messageExampleSuite } from './suites/exampleSetMessages';
import { erasingSuite } from './suites/exampleSetErasing';
import { forgettingExampleSuite } from './suites/exampleSetForgetting';
import { peopleExampleSuite } from './suites/exampleSetPeople';
import { filesFolder, pictureExampleSuite } from './suites/exampleSetPictures';
import { shopExampleSuite } from './suites/exampleSetShop';
import { syncExampleSuite } from './suites/exampleSync';
import { exampleSuite } from './suites/examples';
import { forwardingSuite } from './suites/forwarding';
import { hostilePushSuite } from './suites/hostilePushes';
import { hostSuite } from './suites/hosts';
import { olderCredentialSuite } from './suites/olderCredentials';
import { operationSuite } from './suites/operations';
import { panelSuite } from './suites/panel';
import { pickerSuite } from './suites/pickers';
import { pushSuite } from './suites/pushes';
import { referenceSuite } from './suites/references';
import { secretSuite } from './suites/secrets';
import { sendOnceSuite } from './suites/sendOnce';
import { stoppingSuite } from './suites/stopping';
import { testAccountSuite } from './suites/testAccount';
import { tokenSuite } from './suites/token';
import { part } from './support/part';

jest.setTimeout(300_000);

let stage: Stage | undefined;
const onStage = () => {
	if (!stage) throw new Error('n8n did not start, see the first failure');
	return stage;
};

beforeAll(async () => {
	const userFolder = join(dataFolder, 'e2e');
	rmSync(userFolder, { recursive: true, force: true });
	await installPackage(userFolder);
	// All that n8n can say: the last suite looks for secrets in it.
	const n8nEnv = {
		N8N_LOG_LEVEL: 'debug',
		// Where an example may write files.
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder),
		N8N_DATA_TABLES_MAX_SIZE_BYTES: String(DATA_TABLE_BYTES),
	};
	stage = await openStage({ n8nPort: await freePort(), sandboxPort: 0, userFolder, n8nEnv });
});

afterAll(async () => await stage?.close());

part('credentials', () => credentialSuite(onStage));
part('a test account', () => testAccountSuite(onStage));
part('a credential that is gone', () => goneCredentialSuite(onStage));
part('a credential of another version', () => olderCredentialSuite(onStage));
part('the access token', () => tokenSuite(onStage));
part('parameters read without n8n', () => referenceSuite());
part('the panel', () => panelSuite(onStage));
part('pickers', () => pickerSuite(onStage));
part('every operation', () => operationSuite(onStage));
part('the examples', () => exampleSuite(onStage));
part('the sync with a list that cannot be right', () => syncExampleSuite(onStage));
part('the examples about messages', () => messageExampleSuite(onStage));
part('the example that records deliveries', () => deliveryExampleSuite(onStage));
part('the examples about people', () => peopleExampleSuite(onStage));
part('the examples that forget', () => forgettingExampleSuite(onStage));
part('erasing by the kit', () => erasingSuite(onStage));
part('the kit on data tables', () =>
	kitSuite(onStage, {
		options: () => ({}),
		clear: async () => await onStage().n8n.tables.remove('wechat_links'),
		rows: async () => await onStage().n8n.tables.rows('wechat_links'),
	}),
);
part('the examples that link on web pages', () => linkExampleSuite(onStage));
part('the example of a shop that notifies by the kit', () => shopExampleSuite(onStage));
part('the example that keeps pictures', () => pictureExampleSuite(onStage));
part('the example with an AI agent', () => agentExampleSuite(onStage));
part('the examples when something fails', () => exampleFaultSuite(onStage));
part('the files of the examples', () => exampleFileSuite(onStage));
part('sending once', () => sendOnceSuite(onStage));
part('stopping', () => stoppingSuite(onStage));
part('pushes', () => pushSuite(onStage));
part('forwarded pushes and replies', () => forwardingSuite(onStage));
part('hostile pushes', () => hostilePushSuite(onStage));
part('where a secret may travel', () => hostSuite(onStage));
// Last: it looks through everything the suites above have left behind.
part('secrets', () => secretSuite(onStage));
