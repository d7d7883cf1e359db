/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The package in n8n's real editor, seen through a real browser: one n8n, one sandbox and one browser for all suites.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from '../../host/n8n/install';
import { dataFolder } from '../../host/n8n/places';
import { freePort } from '../../host/n8n/ports';
import { openStage, owner, type Stage } from '../../host/stage';
import { openAlbum } from './support/album';
import { openBrowser, type OpenBrowser } from './support/browser';
import { Editor } from './support/editor';
import { credentialSuite } from './suites/credentials';
import { exampleSuite } from './suites/examples';
import { executionSuite } from './suites/execution';
import { panelSuite } from './suites/panel';
import { pictureSuite } from './suites/pictures';
import { sandboxPageSuite } from './suites/sandboxPage';
import { templateSuite } from './suites/template';
import { triggerSuite } from './suites/trigger';

jest.setTimeout(300_000);

/** Enough for several batch calls, few enough for a quick sync. */
const followers = 300;

let stage: Stage | undefined;
let browser: OpenBrowser | undefined;
let editor: Editor | undefined;

function present<T>(thing: T | undefined): T {
	if (thing === undefined) throw new Error('n8n or the browser did not start, see the first failure');
	return thing;
}
const onStage = () => present(stage);
const inEditor = () => present(editor);

beforeAll(async () => {
	const userFolder = join(dataFolder, 'ui');
	rmSync(userFolder, { recursive: true, force: true });
	openAlbum();
	await installPackage(userFolder);
	stage = await openStage({ n8nPort: await freePort(), sandboxPort: 0, userFolder, followers });
	browser = await openBrowser(stage.n8n.url, owner);
	editor = new Editor(browser.page, stage.n8n.url);
});

afterAll(async () => {
	await browser?.close();
	await stage?.close();
});

describe('the nodes panel', () => panelSuite(inEditor));
describe('a credential', () => credentialSuite(onStage, inEditor));
describe('the template picker', () => templateSuite(onStage, inEditor));
describe('the page of the sandbox', () => sandboxPageSuite(onStage, inEditor));
describe('an execution', () => executionSuite(onStage, inEditor, followers));
describe('the trigger', () => triggerSuite(onStage, inEditor));
describe('the examples on the canvas', () => exampleSuite(onStage, inEditor));
// Last: the others take the pictures.
describe('the pictures', () => pictureSuite());
