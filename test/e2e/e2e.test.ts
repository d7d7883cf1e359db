/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// One real n8n and one sandbox for all e2e suites: starting n8n costs more than most of what is tested.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from '../../demo/n8n/install';
import { dataFolder } from '../../demo/n8n/places';
import { freePort } from '../../demo/n8n/ports';
import { openStage, type Stage } from '../../demo/stage';
import { goneCredentialSuite } from './suites/credentialGone';
import { credentialSuite } from './suites/credentials';
import { agentExampleSuite } from './suites/exampleSetAgent';
import { exampleFileSuite } from './suites/exampleSetFiles';
import { messageExampleSuite } from './suites/exampleSetMessages';
import { peopleExampleSuite } from './suites/exampleSetPeople';
import { exampleSuite } from './suites/examples';
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
import { tokenSuite } from './suites/token';

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
	const n8nEnv = { N8N_LOG_LEVEL: 'debug' };
	stage = await openStage({ n8nPort: await freePort(), sandboxPort: 0, userFolder, n8nEnv });
});

afterAll(async () => await stage?.close());

describe('credentials', () => credentialSuite(onStage));
describe('a credential that is gone', () => goneCredentialSuite(onStage));
describe('a credential of another version', () => olderCredentialSuite(onStage));
describe('the access token', () => tokenSuite(onStage));
describe('parameters read without n8n', () => referenceSuite());
describe('the panel', () => panelSuite(onStage));
describe('pickers', () => pickerSuite(onStage));
describe('every operation', () => operationSuite(onStage));
describe('the examples', () => exampleSuite(onStage));
describe('the examples about messages', () => messageExampleSuite(onStage));
describe('the examples about people', () => peopleExampleSuite(onStage));
describe('the example with an AI agent', () => agentExampleSuite(onStage));
describe('the files of the examples', () => exampleFileSuite(onStage));
describe('sending once', () => sendOnceSuite(onStage));
describe('stopping', () => stoppingSuite(onStage));
describe('pushes', () => pushSuite(onStage));
describe('hostile pushes', () => hostilePushSuite(onStage));
describe('where a secret may travel', () => hostSuite(onStage));
// Last: it looks through everything the suites above have left behind.
describe('secrets', () => secretSuite(onStage));
