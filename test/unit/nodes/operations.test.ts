// What every operation declares, and that the documents list them all.
import {
	documentsWithTables,
	staleRows,
	untranslatedRows,
	withTables,
} from '../../../docs/generate-operations';
import { interfacesOf } from '../../../nodes/shared/operations/account/interfaces';
import { NODES, operationsIn, textOf } from './places';

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

/** What they get is the item itself, and there is nothing to count. */
const ONE_RECORD = ['Get menu', 'Get phone number of user', 'Get unionid of user after payment'];

describe.each(Object.entries(NODES))('The operations of %s', (_, resources) => {
	const operations = operationsIn(resources);

	it('are known by a value and an action of their own, and declare paths', () => {
		const twice = (texts: string[]) => texts.filter((text, at) => texts.indexOf(text) !== at);
		expect(twice(operations.map(({ at }) => at))).toEqual([]);
		expect(twice(operations.map(({ action }) => action))).toEqual([]);
		for (const { at, calls } of operations) {
			const odd = calls.filter((path) => !/^\/[a-z][\w/-]*\w$/.test(path));
			expect({ at, odd, twice: twice(calls) }).toEqual({ at, odd: [], twice: [] });
		}
	});

	it('name in their action what they act on', () => {
		const names = (action: string, noun: string) => new RegExp(`\\b${noun}s?\\b`).test(action);
		const silent = operations.filter(
			({ action, of }) =>
				!KNOWN_BY.includes(action) && !(NOUNS[of] ?? []).some((noun) => names(action, noun)),
		);
		const left = silent.map(({ at, action, of }) =>
			of in NOUNS
				? `${at}: the action "${action}" names none of ${NOUNS[of].join(', ')}`
				: `${at}: say in NOUNS of test/unit/nodes/operations.test.ts what the actions of ${of} call it`,
		);
		expect(left).toEqual([]);
	});

	it('say in one line what a run came to, where they list or find something out', () => {
		const lists = operations.filter(
			({ action, fields }) =>
				(/^(List|Get|Check|Diagnose|Explain) /.test(action) && !ONE_RECORD.includes(action)) ||
				fields.some(({ name }) => name === 'returnAll' || name === 'limit'),
		);
		expect(lists.length).toBeGreaterThan(0);
		const left = lists
			.filter(({ summary }) => summary === undefined)
			.map(
				({ at }) =>
					`${at} lists or finds out: add \`summary: summaryOfList([one, several])\` to it, or summaryOfFindings`,
			);
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
		expect(withTables(table('| Tag | Create tag | 新建标签 |'))).toContain('| Create tag | 新建标签 <!-- ');
		expect(withTables(table(''))).toContain('| Create tag | Create a tag');
	});

	it.each(documents)('say nothing in Chinese in %s whose English has changed since', (file) => {
		expect(staleRows(textOf(file))).toEqual([]);
	});

	it('would notice a Chinese row whose English has changed since, and keep it', () => {
		const [file] = documents.filter((one) => /^<!-- operations:\w+:full:zh/m.test(textOf(one)));
		const older = textOf(file).replace(/(?<=\| Create tag \| [^<|]*<!-- )[0-9a-f]{8}/, '00000000');
		expect(older).not.toBe(textOf(file));
		expect(withTables(older)).toBe(older);
		expect(staleRows(older)).toEqual([expect.stringContaining('"Create tag" now reads "Create a tag')]);
	});

	it.each(documents)('leave no Chinese row of %s in English', (file) => {
		expect(untranslatedRows(textOf(file)).map((left) => `${file}: ${left}`)).toEqual([]);
	});

	it('would notice a Chinese row that says it in English', () => {
		const [file] = documents.filter((one) => /^<!-- operations:\w+:full:zh/m.test(textOf(one)));
		const emptied = textOf(file).replace(/(?<=\| Create tag \|)[^|]*(?=\|)/, ' ');
		expect(emptied).not.toBe(textOf(file));
		const written = withTables(emptied);
		expect(staleRows(written)).toEqual([]);
		expect(untranslatedRows(written)).toEqual([expect.stringContaining('"Create tag" is not translated')]);
	});
});
