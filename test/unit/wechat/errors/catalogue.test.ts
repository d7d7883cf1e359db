/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import inChinese from '../../../../docs/errors.zh.json';
import { chineseKeys, chineseOf, errorsPage } from '../../../../docs/generate-errors';
import { catalogue as makeCatalogue } from '../../../../wechat/errors/catalogue';
import { explain } from '../../../../wechat/errors/explain';
import type { Meaning } from '../../../../wechat/errors/entry';

const catalogue = makeCatalogue();
const byCode = new Map(catalogue.map((entry) => [entry.code, entry]));

/** Every text a person can be shown, with its place for the test's message. */
const meanings: Array<[string, Partial<Meaning>]> = catalogue.flatMap((entry) => [
	[String(entry.code), entry],
	...(entry.onTokenCall
		? [[`${entry.code} on tokens`, entry.onTokenCall] as [string, Partial<Meaning>]]
		: []),
	...Object.entries(entry.onPath ?? {}).map(([path, meaning]): [string, Partial<Meaning>] => [
		`${entry.code} on ${path}`,
		meaning,
	]),
]);

/** What WeChat's pages and the reports of users list for the calls our operations make. */
const CODES_OF_OPERATIONS: Record<string, number[]> = {
	'any call with a token': [
		-1, 40001, 40013, 40014, 40035, 40066, 40097, 40164, 41001, 42001, 43001, 43002, 43003, 44002, 45009,
		45011, 45035, 47001, 47002, 48001, 48004, 50001, 50002, 50007, 61003, 61004, 61007, 61450, 61451, 40033,
		404, 40400,
	],
	token: [40002, 40125, 40243, 41002, 41004, 50004, 61024, 89501, 89502, 89503, 89504, 89505, 89506, 89507],
	stable_token: [40002, 40013, 40125, 40164, 40243, 41002, 41004, 43002, 45009, 45011, 50004, 50007, 89503],
	jscode2session: [40013, 40029, 40125, 40163, 40226, 41002, 41004, 41008, 45011],
	'user/get': [40003, 45009, 48001, 268487002],
	'user/info': [40003, 41009, 46004, 50002],
	'user/info/batchget': [40003, 40031, 40032],
	'user/info/updateremark': [40003, 40092, 43004],
	'template/send': [
		40241, 43117, -41000, 40003, 40008, 40013, 40036, 40037, 40039, 40165, 40166, 40249, 40250, 40251, 40252,
		43004, 43019, 43116, 45103, 45109, 47003, 48002, 50005, 1119003, 1119004,
	],
	'template/subscribe': [40003, 40037, 40062, 40165, 40166, 43101, 47003, 48001],
	'subscribe/bizsend': [40003, 40013, 40037, 43101, 47003, 48001],
	'subscribe/send': [40003, 40037, 41030, 43101, 43102, 43107, 43108, 45168, 47003],
	uniform_send: [40003, 40013, 40037, 40165, 41028, 41029, 41030, 45103, 45109],
	deltemplate: [20001, 20002, 200001, 200002, 200014],
	'template library': [
		43106, 20001, 20002, 40062, 40246, 40247, 43100, 45026, 45027, 200001, 200002, 200011, 200012, 200013,
		200014, 200016, 200017, 200018, 200019, 200020, 200021, 200022, 200100,
	],
	'custom/send': [
		40003, 40007, 40008, 44003, 44004, 45002, 45003, 45004, 45005, 45006, 45007, 45008, 45015, 45047, 45162,
		48008, 65400, 65401, 65413, 65414, 65415, 65416, 70000,
	],
	'custom/typing': [40200, 45072, 45080, 45081],
	'media/upload': [
		40004, 40005, 40006, 40007, 40009, 41005, 41006, 44001, 45001, 46001, 9001001, 9001002, 9001007,
	],
	'qrcode/create': [40052, 40053, 45029, 47001],
	getwxacodeunlimit: [40097, 40129, 40159, 40169, 41030, 45009, 45011, 85079, 85096],
	generate_urllink: [
		40002, 40165, 40212, 44990, 44993, 85079, 85088, 85400, 85401, 85402, 85406, 85407, 85408,
	],
	genwxashortlink: [40066, 40165, 40225, 43104, 45009, 85400],
	generatescheme: [40002, 40165, 40212, 40225, 44990, 44993, 85079, 85401, 85402, 85403, 85404, 85405, 85406],
	tags: [40003, 40032, 45056, 45057, 45058, 45059, 45157, 45158, 45159, 45169, 45171, 49003],
	blacklist: [40003, 40032, 49003, 268487001],
	'quota and rid': [9410010, 9410011, 9410012, 48006, 76001, 76002, 76003, 76004, 76021, 76022],
	'callback/check': [40201, 40202, 40203],
	'checksession and resetusersessionkey': [40097, 45011, 87007, 87008, 87009],
	getuserphonenumber: [40013, 40029, 45011],
	getpaidunionid: [89002, 89300],
	'the Open Platform': [89000, 89001, 89002, 89003, 89004],
	changeopenid: [-1, 63178],
	menus: [
		40015, 40016, 40017, 40018, 40019, 40020, 40021, 40022, 40023, 40024, 40025, 40026, 40027, 40054, 40055,
		40007, 40166, 45064, 53600, 85005, 65301, 65302, 65303, 65304, 65305, 65306, 65307, 65308, 65309, 65310,
		65311, 65312, 65313, 65314, 65316, 65317, 65318, 65319, 65320,
	],
	'web login': [
		10003, 10004, 10005, 10006, 10009, 10010, 10011, 10012, 10013, 10015, 10016, 40029, 40163, 41008, 48001,
	],
	'seen without a page': [44991, 85107, 934011],
	'signed calls': [40230, 40231, 40232, 40233, 40234, 40235, 40236, 40237, 40238, 40239, 40240],
};

describe('the catalogue', () => {
	it('holds at least 150 codes, each once and under its own name', () => {
		expect(catalogue.length).toBeGreaterThanOrEqual(150);
		expect(byCode.size).toBe(catalogue.length);
		expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
	});

	it.each(Object.entries(CODES_OF_OPERATIONS))('knows every code of %s', (_operation, codes) => {
		expect(codes.filter((code) => !byCode.has(code))).toEqual([]);
	});

	it.each(meanings)('says something: %s', (_place, { cause, fix }) => {
		for (const text of [cause, fix].filter((given) => given !== undefined)) {
			expect(text).toMatch(/[A-Za-z]{2}/);
		}
		expect(cause ?? fix).toBeDefined();
	});

	it.each(meanings)('has a plain headline and a whole sentence of advice: %s', (_place, { cause, fix }) => {
		expect(cause ?? 'Absent').toMatch(/^[A-Z][^.\n]*$/);
		expect(cause ?? '').not.toMatch(/\b(error|problem|failure|failed|fault)\b/i);
		expect((cause ?? '').length).toBeLessThanOrEqual(90);
		expect(fix ?? 'Absent.').toMatch(/^[A-Z].*\.$/s);
	});

	it.each(meanings)('uses no placeholder nobody fills: %s', (_place, { cause, fix }) => {
		expect(`${cause}\n${fix}`.match(/\{(?!(?:ip|field|errmsg)\})[^}]*\}/g)).toBeNull();
	});

	it('asks for a new token on exactly the codes that a new token can heal', () => {
		const codes = catalogue.filter(({ refreshesToken }) => refreshesToken).map(({ code }) => code);
		expect(codes.sort()).toEqual([40001, 40014, 42001]);
	});

	it('says what the answers of WeChat that are no refusals are', () => {
		const accepted = Object.fromEntries(
			catalogue.filter((entry) => entry.accepted).map(({ code, accepted: as }) => [code, as]),
		);
		expect(accepted).toEqual({ 40241: 'duplicate', 45065: 'duplicate', 40252: 'pending' });
	});

	it.each([43004, 43019, 43101, 43108, 43117, 45015, 45047, 48002, 50005])(
		'%p is about one person',
		(errcode) => {
			expect(explain({ errcode })).toMatchObject({ kind: 'person' });
		},
	);

	it.each<[number, string | undefined, string, string]>([
		// Per minute there, and no limit a day: WeChat page "获取不限制的小程序码".
		[45009, '/wxa/getwxacodeunlimit', 'item', 'minute'],
		[45009, '/cgi-bin/message/template/send', 'interface', 'later'],
		[45009, '/cgi-bin/stable_token', 'account', 'later'],
		[48001, undefined, 'interface', 'no'],
		[40164, undefined, 'account', 'no'],
		[40003, undefined, 'item', 'no'],
		[40252, undefined, 'item', 'no'],
		[43117, undefined, 'person', 'later'],
	])('%p on %p is about the %s; again: %s', (errcode, path, kind, retry) => {
		expect(explain({ errcode, path })).toMatchObject({ kind, retry });
	});

	it('does not send people to Clear Quota where that brings no token', () => {
		expect(explain({ errcode: 45009, call: 'token', path: '/cgi-bin/stable_token' }).description).not.toMatch(
			/Clear account quota/i,
		);
		expect(explain({ errcode: 40252 }).description).toContain('Do not send it again');
	});

	// WeChat's pages "删除模板" and "获取ShortLink" give these another sense than the general table.
	it.each([
		[20001, '/wxaapi/newtmpl/deltemplate', /template/, /busy/],
		[200014, '/wxaapi/newtmpl/deltemplate', /account does not have/, /library/],
		[40066, '/wxa/genwxashortlink', /page/, /interface/],
		[43104, '/wxa/genwxashortlink', /short links/, /openid/],
		[85400, '/wxa/genwxashortlink', /permanent short links/, /lasting/],
	])(
		'%p on %p says what it means there, and elsewhere what it means elsewhere',
		(errcode, path, here, else_) => {
			expect(explain({ errcode, path }).headline).toMatch(here);
			expect(explain({ errcode }).headline).toMatch(else_);
		},
	);

	it('tells what the field of 47003 takes', () => {
		const about = (key: string) =>
			explain({ errcode: 47003, errmsg: `argument invalid! data.${key}.value invalid` }).description;
		expect(about('enum_string3')).toContain('only the values that the template lists');
		expect(about('phrase1')).toContain('up to 5 Chinese characters');
		expect(about('first')).toContain('Correct "first":');
	});

	it('never stops a run because of one person', () => {
		expect(
			catalogue.filter(({ kind, unreachable }) => unreachable && (kind ?? 'person') !== 'person'),
		).toEqual([]);
	});

	it.each([40125, 40164, 40243, 45009, 45103, 45109, 48001, 48004, 50004, 50007, 61004, 61024, 89503])(
		'stops the run on %p, which every further call would get too',
		(code) => {
			expect(['interface', 'account']).toContain(byCode.get(code)?.kind);
		},
	);
});

describe('docs/errors.md', () => {
	it('is what the generator makes of the catalogue', () => {
		const page = readFileSync(join(__dirname, '../../../../docs/errors.md'), 'utf8');
		expect(page).toBe(errorsPage());
	});

	it('has a row for each code', () => {
		const codes = [...errorsPage().matchAll(/^\| (-?\d+) \|/gm)].map(([, code]) => Number(code));
		expect(codes.sort()).toEqual(catalogue.map(({ code }) => code).sort());
	});
});

describe('the Chinese of docs/errors.md', () => {
	const texts = Object.entries(inChinese as Record<string, Partial<Record<'cause' | 'fix', string>>>);

	it('is there for every code, and for nothing else', () => {
		const keys = catalogue.flatMap(chineseKeys);
		expect(texts.map(([key]) => key).filter((key) => !keys.includes(key))).toEqual([]);
		for (const { code } of catalogue) {
			const { cause = '', fix = '' } = chineseOf(code);
			expect(`${code} ${cause}`).toMatch(/\p{Script=Han}/u);
			expect(`${code} ${fix}`).toMatch(/\p{Script=Han}.*。$/su);
		}
	});

	it('is there wherever a code means something else on a path or a token call', () => {
		const said = (key: string) => Object.keys(inChinese[key as keyof typeof inChinese] ?? {}).sort();
		for (const { code, onTokenCall, onPath = {} } of catalogue) {
			const others: Array<[string, Partial<Meaning>]> = Object.entries(onPath).map(([path, meaning]) => [
				`${code} on ${path}`,
				meaning,
			]);
			if (onTokenCall) others.push([`${code} on token and login calls`, onTokenCall]);
			for (const [key, { cause, fix }] of others) {
				const inEnglish = [...(cause === undefined ? [] : ['cause']), ...(fix === undefined ? [] : ['fix'])];
				expect([key, said(key)]).toEqual([key, inEnglish]);
			}
		}
	});

	it('names no place that the table of consoles has not', () => {
		const filled = texts.flatMap(([key]) => {
			const [code, ...when] = key.split(' ');
			return Object.values(chineseOf(Number(code), when.join(' ')));
		});
		expect(filled.filter((text) => /\{(?!(?:ip|field|errmsg)\})/.test(text))).toEqual([]);
		expect(texts.filter(([, { cause = '', fix = '' }]) => /›/.test(cause + fix))).toEqual([]);
	});
});
