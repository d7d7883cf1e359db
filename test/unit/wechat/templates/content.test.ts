import { parseTemplateContent } from '../../../../wechat/templates/content';

describe('fields of a template', () => {
	it('reads key, type, label and example of a category template', () => {
		const content = '领奖金额:{{thing1.DATA}}\n领奖时间：{{ time2.DATA }}\n订单号:{{letter13.DATA}}\n';
		const example = '领奖金额:100 元\n领奖时间:2026-11-21 15:01\n订单号：A-17\n';
		expect(parseTemplateContent(content, example)).toEqual([
			{ key: 'thing1', type: 'thing', label: '领奖金额', example: '100 元' },
			{ key: 'time2', type: 'time', label: '领奖时间', example: '2026-11-21 15:01' },
			{ key: 'letter13', type: 'letter', label: '订单号', example: 'A-17' },
		]);
	});

	it('reads a legacy template, whose first and last line have no label', () => {
		const content = '{{first.DATA}}\n付款金额：{{keyword1.DATA}}\n{{remark.DATA}}';
		const example = '您好\n付款金额：10元\n感谢惠顾';
		expect(parseTemplateContent(content, example)).toEqual([
			{ key: 'first', type: 'free', label: 'first', example: '您好' },
			{ key: 'keyword1', type: 'free', label: '付款金额', example: '10元' },
			{ key: 'remark', type: 'free', label: 'remark', example: '感谢惠顾' },
		]);
	});

	it('keeps the type of enums and of short_thing apart from thing', () => {
		const types = parseTemplateContent('a:{{enum_string2.DATA}}\nb:{{short_thing1.DATA}}').map(
			({ type }) => type,
		);
		expect(types).toEqual(['enum_string', 'short_thing']);
	});

	it('reads several fields on one line, with unit behind', () => {
		expect(
			parseTemplateContent('数量:{{number1.DATA}}件 共{{amount2.DATA}}元\r\n', '数量:3件 共12.50元'),
		).toEqual([
			{ key: 'number1', type: 'number', label: '数量', example: '3' },
			{ key: 'amount2', type: 'amount', label: '件 共', example: '12.50' },
		]);
	});

	it.each([
		['another text', 'something else altogether'],
		['nothing', ''],
		['a shorter text', '金额'],
	])('goes without examples when the example is %s', (_name, example) => {
		expect(parseTemplateContent('金额:{{amount1.DATA}}\n时间:{{time2.DATA}}', example)).toEqual([
			{ key: 'amount1', type: 'amount', label: '金额' },
			{ key: 'time2', type: 'time', label: '时间' },
		]);
	});

	it('finds the later examples when one line of the example is missing', () => {
		const fields = parseTemplateContent('金额:{{amount1.DATA}}\n时间:{{time2.DATA}}', '时间:15:01');
		expect(fields.map(({ example }) => example)).toEqual([undefined, '15:01']);
	});

	it('takes the keys of test accounts and old templates as they are', () => {
		const content =
			'房型：{{room type.DATA}}\n{{ 备注.DATA }}\n日期:{{date.DATA}} {{a.b.DATA}}\n{{date. DATA}}\n{{ .DATA}}';
		expect(parseTemplateContent(content).map(({ key, type, label }) => [key, type, label])).toEqual([
			['room type', 'free', '房型'],
			['备注', 'free', '备注'],
			['date', 'free', '日期'],
			['a.b', 'free', 'a.b'],
		]);
	});

	it('reads a content of 200,000 braces without running for ever', () => {
		expect(parseTemplateContent('{{'.repeat(100_000))).toEqual([]);
		expect(parseTemplateContent(`{{${'a'.repeat(200_000)}`)).toEqual([]);
	});

	it('names a repeated field once and a template without fields not at all', () => {
		expect(parseTemplateContent('a:{{thing1.DATA}}\nb:{{thing1.DATA}}')).toHaveLength(1);
		expect(parseTemplateContent('plain text')).toEqual([]);
		expect(parseTemplateContent('')).toEqual([]);
	});
});
