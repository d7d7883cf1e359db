// Cases that people who do this job ran into, as a table: input, right value, where it was seen. Those of WeChat's answers.
import { catalogue } from '../../../wechat/errors/catalogue';
import { explain } from '../../../wechat/errors/explain';
import { choicesOf } from '../../../nodes/shared/lists/templates';

describe('what WeChat answers', () => {
	it.each<[id: string, errcode: number, path: string, right: object, source: string]>([
		[
			'C5',
			45009,
			'/wxa/getwxacodeunlimit',
			{ kind: 'item', retry: 'minute' },
			'community 000ac43265c670eb991b0ee8256c00',
		],
		['C8', 43117, '/cgi-bin/message/template/send', { kind: 'person' }, 'community, 2024-12'],
		['C8', 40241, '/cgi-bin/message/template/send', { accepted: 'duplicate' }, 'community, 2025-02'],
		[
			'C12',
			40252,
			'/cgi-bin/message/template/send',
			{ accepted: 'pending', retry: 'no' },
			'community 0000e6737d8910bc9741513046f400, staff',
		],
		[
			'K45',
			1119003,
			'/cgi-bin/message/template/send',
			{ name: 'templateRefused' },
			'community oCJUsw74OQgD1nKv-Uw33sJWRuC0',
		],
		['K45', 1119004, '/cgi-bin/message/template/send', { name: 'templateRefusedOtherwise' }, 'the same'],
		[
			'K46',
			45162,
			'/cgi-bin/message/custom/send',
			{ kind: 'item' },
			'community 000606b14246408b801517e166b400',
		],
		[
			'K47',
			43108,
			'/cgi-bin/message/subscribe/send',
			{ retry: 'backoff' },
			'community oCJUswxW1rj9va2jVIhSJuUXMxp8',
		],
		[
			'K48',
			45168,
			'/cgi-bin/message/subscribe/send',
			{ retry: 'no' },
			'community oCJUsw9YN7K012RIdNgO6d8fy7uc',
		],
		['K48', -1, '/cgi-bin/message/subscribe/send', { retry: 'backoff' }, 'the same'],
		['K49', 40001, '/cgi-bin/user/info', { refreshesToken: true }, 'n8n-nodes-wechat-offiaccount #29'],
	])('%s: %i on %s', (_id, errcode, path, right) => {
		const explanation = explain({ errcode, path });
		expect(explanation).toMatchObject(right);
		expect(explanation.name).not.toBe('unknown');
	});

	it.each([
		43101, 43004, 43104, 45015, 45047, 48001, 48002, 40164, 89503, 50002, 40163, 40029, 41028, 41030, 40165,
		40129, 85079, 40249, 20001, 89002,
	])('K50: %i has a meaning and a way out (threads of the community)', (errcode) => {
		const { name, headline, description } = explain({ errcode });
		expect(name).not.toBe('unknown');
		expect(headline.length).toBeGreaterThan(10);
		expect(description).toMatch(/^[A-Z].{15,}\(errcode/s);
	});

	it('K50: 40164 names the address (threads of the community)', () => {
		const errmsg = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 1-2-3';
		expect(explain({ errcode: 40164, errmsg }).description).toContain('203.0.113.7');
	});
});

describe('places in the consoles', () => {
	/** What was called otherwise until 2025-12; consoles.test.ts looks at every file, this at every answer. */
	const GONE = /基本配置|开发信息|服务器配置|设置与开发 › (?!账号设置)|管理中心 › (?!公众账号)/;

	it('C13: no answer is explained with a place that is gone (several consoles, since 2025-12)', () => {
		const said = catalogue().flatMap(({ code, onPath = {} }) =>
			['', ...Object.keys(onPath)].flatMap((path) =>
				(['api', 'token', 'login'] as const).map((call) => explain({ errcode: code, path, call })),
			),
		);
		const texts = said.map(({ headline, description }) => `${headline} ${description}`);
		expect(texts.length).toBeGreaterThan(600);
		expect(texts.filter((text) => GONE.test(text))).toEqual([]);
		expect(explain({ errcode: 40164 }).description).toContain('基础信息 › 开发密钥 › API IP白名单');
		expect(explain({ errcode: 89002 }).description).toContain('我的业务 › 开放平台 › 绑定关系 › 小程序');
	});
});

describe('the allowed values of a template', () => {
	const NONE: object = {};
	const enums = (field: string, values: unknown) => ({
		keywordEnumValueList: [{ keywordCode: field, enumValueList: values }],
	});
	it.each<[id: string, entry: object, right: Record<string, string[]>, source: string]>([
		['K65', NONE, {}, 'common slip: missing'],
		['K65', { keywordEnumValueList: null }, {}, 'common slip'],
		['K65', { keywordEnumValueList: {} }, {}, 'common slip'],
		['K65', { keywordEnumValueList: [null] }, {}, 'common slip: a null entry'],
		['K65', enums('enum_string1', [1, 2]), { enum_string1: ['1', '2'] }, 'common slip: numbers'],
		['K65', enums('enum_string1.DATA', ['a']), { enum_string1: ['a'] }, 'WeChat page "获取已有模板列表"'],
		['K65', enums('enum_string1', null), { enum_string1: [] }, 'common slip'],
	])('%s %j', (_id, entry, right) => {
		expect(Object.fromEntries(choicesOf(entry as never))).toEqual(right);
	});
});
