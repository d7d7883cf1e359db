/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The examples that keep their tables on PostgreSQL. A suite of its own: it needs a server, which not every machine has.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from '../../host/n8n/install';
import { dataFolder } from '../../host/n8n/places';
import { freePort } from '../../host/n8n/ports';
import { openStage, type Stage } from '../../host/stage';
import { postgresExampleSuite } from './examples';

jest.setTimeout(300_000);

let stage: Stage | undefined;
const onStage = () => {
	if (!stage) throw new Error('n8n did not start, see the first failure');
	return stage;
};

beforeAll(async () => {
	const userFolder = join(dataFolder, 'postgres');
	rmSync(userFolder, { recursive: true, force: true });
	await installPackage(userFolder);
	stage = await openStage({ n8nPort: await freePort(), sandboxPort: 0, userFolder, followers: 1_000 });
});

afterAll(async () => await stage?.close());

describe('the examples on PostgreSQL', () => postgresExampleSuite(onStage));
