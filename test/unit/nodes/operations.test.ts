/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// What every operation declares, and that the documents list them all.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { documentsWithTables, withTables } from '../../../docs/generate-operations';
import { resources as miniProgram } from '../../../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../../../nodes/WechatLinkOfficialAccount/resources';
import { interfacesOf } from '../../../nodes/shared/operations/account/interfaces';

const root = join(__dirname, '../../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const NODES = { miniProgram, officialAccount };

/** What the actions of a resource speak of: in the panel they stand in one list, without the resource above them. */
const NOUNS: Record<string, string[]> = {
	account: ['account'],
	customerMessage: ['customer message'],
	follower: ['follower'],
	jsSdk: ['JS-SDK'],
	link: ['link', 'mini program QR code'],
	login: ['login'],
	media: ['media'],
	menu: ['menu'],
	oneTimeMessage: ['one time message'],
	qrCode: ['QR code'],
	subscribeMessage: ['subscribe message', 'subscribe template'],
	subscriptionNotification: ['subscription notification'],
	tag: ['tag'],
	templateMessage: ['template'],
	uniformMessage: ['uniform message'],
	user: ['user'],
	webLogin: ['web login'],
};
/** WeChat's own names of an interface, by which people look for it. */
const KNOWN_BY = ['Get user info by openid', 'Code to session'];

describe.each(Object.entries(NODES))('The operations of %s', (_, resources) => {
	const operations = resources.flatMap((resource) =>
		resource.operations.map((operation) => ({ ...operation, of: resource.value })),
	);

	it('are known by a value and an action of their own, and declare paths', () => {
		const values = operations.map(({ of, value }) => `${of}.${value}`);
		expect(new Set(values).size).toBe(values.length);
		const actions = operations.map(({ action }) => action);
		expect(new Set(actions).size).toBe(actions.length);
		for (const { action, calls } of operations) {
			const odd = calls.filter((path) => !/^\/[a-z][\w/-]*\w$/.test(path));
			expect({ action, odd }).toEqual({ action, odd: [] });
			expect({ action, calls: [...new Set(calls)] }).toEqual({ action, calls });
		}
	});

	it('name in their action what they act on', () => {
		const names = (action: string, noun: string) => new RegExp(`\\b${noun}s?\\b`).test(action);
		const silent = operations.filter(
			({ action, of }) => !(NOUNS[of] ?? []).some((noun) => names(action, noun)),
		);
		const left = silent.map(({ action }) => action).filter((action) => !KNOWN_BY.includes(action));
		// Say in the action what it acts on; a new resource says in NOUNS what its actions may call it.
		expect(left).toEqual([]);
	});

	it('reach a person once, however n8n repeats an execution, where they send', () => {
		const sends = operations.filter(({ value }) => value === 'send');
		expect(sends.length).toBeGreaterThan(2);
		expect(sends.filter((one) => !('message' in one && one.message)).map(({ of }) => of)).toEqual([]);
	});

	it('are what quotas and the diagnosis list, each interface once and under a name of its own', () => {
		const work = resources.filter(({ value }) => value !== 'account');
		const interfaces = interfacesOf(work);
		const declared = work.flatMap((one) => one.operations.flatMap(({ calls }) => calls));
		const paths = interfaces.map(({ path }) => path);
		expect(paths.sort()).toEqual([...new Set(declared)].filter((path) => !path.startsWith('/sns/')).sort());
		const names = interfaces.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);

		const account = resources.find(({ value }) => value === 'account');
		const picker = account?.operations
			.find(({ value }) => value === 'getQuota')
			?.fields.find(({ name }) => name === 'cgiPath');
		const offered = (picker?.options ?? []).flatMap((one) => ('value' in one ? [String(one.value)] : []));
		expect(offered.sort()).toEqual([...paths, 'custom'].sort());
	});
});

it('every operation file is in the resources of its node', () => {
	for (const [node, resources] of Object.entries(NODES)) {
		const folder = join(root, 'nodes', `WechatLink${node[0].toUpperCase()}${node.slice(1)}`);
		const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
			file.endsWith('.operation.ts'),
		);
		const imported = readFileSync(join(folder, 'resources.ts'), 'utf8');
		const left = files.filter((file) => !imported.includes(`'./${file.replace(/\.ts$/, '')}'`));
		expect({ node, left }).toEqual({ node, left: [] });
		expect(resources.length).toBeGreaterThan(0);
	}
});

describe('The tables of operations', () => {
	const documents = documentsWithTables();

	it.each(documents)('in %s are those of the nodes (npm run docs:operations writes them)', (file) => {
		expect(textOf(file)).toBe(withTables(textOf(file)));
	});

	it.each(['officialAccount', 'miniProgram'])(
		'of %s stand in README, CHANGELOG and the Chinese guide',
		(node) => {
			const having = (mark: RegExp) => documents.filter((file) => mark.test(textOf(file)));
			const english = having(new RegExp(`^<!-- operations:${node}:(full|brief):en -->$`, 'm'));
			expect(english).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md']));
			expect(having(new RegExp(`^<!-- operations:${node}:full:zh -->$`, 'm'))).not.toEqual([]);
		},
	);

	it('would miss an operation that is taken out, and keep what a Chinese row says', () => {
		for (const file of documents) {
			const without = textOf(file).replace(/^.*Send template message.*\n/gm, '');
			expect({ file, same: withTables(without) === without }).toEqual({ file, same: false });
		}
		const table = (row: string) =>
			`<!-- operations:officialAccount:full:zh -->\n${row}\n<!-- /operations -->`;
		expect(withTables(table('| Tag | Create tag | 新建标签 |'))).toContain('| Create tag | 新建标签 |');
		expect(withTables(table(''))).toContain('| Create tag | Create a tag');
	});
});
