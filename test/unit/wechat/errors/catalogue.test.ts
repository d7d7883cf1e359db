/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from '../../../../docs/generate-errors';
import { catalogue as makeCatalogue } from '../../../../wechat/errors/catalogue';
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
		-41000, 40003, 40008, 40013, 40036, 40037, 40039, 40165, 40166, 40249, 40250, 40251, 40252, 43004, 43019,
		43116, 45103, 45109, 47003, 48002, 50005, 1119003, 1119004,
	],
	'subscribe/bizsend': [40003, 40013, 40037, 43101, 47003, 48001],
	'subscribe/send': [40003, 40037, 41030, 43101, 43102, 43107, 43108, 45168, 47003],
	uniform_send: [40003, 40013, 40037, 40165, 41028, 41029, 41030, 45103, 45109],
	'template library': [
		20001, 20002, 40062, 40246, 40247, 43100, 45026, 45027, 200001, 200002, 200011, 200012, 200013, 200014,
		200016, 200017, 200018, 200019, 200020, 200021, 200022, 200100,
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
	generatescheme: [40002, 40165, 40212, 40225, 44990, 44993, 85079, 85401, 85402, 85403, 85404, 85405, 85406],
	tags: [40003, 40032, 45056, 45057, 45058, 45059, 45157, 45158, 45159, 45169, 45171, 49003],
	blacklist: [40003, 40032, 49003, 268487001],
	'quota and rid': [48006, 76001, 76002, 76003, 76004, 76021, 76022],
	'callback/check': [40201, 40202, 40203],
	'checksession and resetusersessionkey': [40097, 45011, 87007, 87008, 87009],
	getuserphonenumber: [40013, 40029, 45011],
	getpaidunionid: [89002, 89300],
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

	it.each(meanings)('speaks both languages: %s', (_place, { cause, fix }) => {
		for (const text of [cause, fix].filter((given) => given !== undefined)) {
			expect(text.en).toMatch(/[A-Za-z]{2}/);
			expect(text.zh).toMatch(/\p{Script=Han}/u);
		}
		expect(cause ?? fix).toBeDefined();
	});

	it.each(meanings)('has a plain headline and a whole sentence of advice: %s', (_place, { cause, fix }) => {
		expect(cause?.en ?? 'Absent').toMatch(/^[A-Z][^.\n]*$/);
		expect(cause?.en ?? '').not.toMatch(/\b(error|problem|failure|failed|fault)\b/i);
		expect((cause?.en ?? '').length).toBeLessThanOrEqual(90);
		expect(fix?.en ?? 'Absent.').toMatch(/^[A-Z].*\.$/s);
		expect(fix?.zh ?? '。').toMatch(/。$/);
	});

	it.each(meanings)('uses no placeholder nobody fills: %s', (_place, { cause, fix }) => {
		const text = [cause?.en, cause?.zh, fix?.en, fix?.zh].join('\n');
		expect(text.match(/\{(?!(?:ip|field|errmsg)\})[^}]*\}/g)).toBeNull();
	});

	it('asks for a new token on exactly the codes that a new token can heal', () => {
		const codes = catalogue.filter(({ refreshesToken }) => refreshesToken).map(({ code }) => code);
		expect(codes.sort()).toEqual([40001, 40014, 42001]);
	});

	it('never stops a run because of one person', () => {
		expect(catalogue.filter(({ stopsAll, unreachable }) => stopsAll && unreachable)).toEqual([]);
	});

	it.each([40125, 40164, 40243, 45009, 45103, 45109, 48001, 48004, 50004, 50007, 61004, 61024, 89503])(
		'stops the run on %p, which every further call would get too',
		(code) => {
			expect(byCode.get(code)?.stopsAll).toBe(true);
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
