// How the lines of a template and of its example are laid beside each other, and what of a template a person sees.
import { fillTemplate, parseTemplateContent } from '../../../../wechat/templates/content';

const examplesOf = (content: string, example: string) =>
	Object.fromEntries(parseTemplateContent(content, example).map((field) => [field.key, field.example]));
const labelsOf = (content: string) => parseTemplateContent(content).map(({ label }) => label);

describe('The example of a field', () => {
	it.each<[why: string, content: string, example: string, found: Record<string, string | undefined>]>([
		['passes over blank lines', '{{first.DATA}}', '\n  \n您好', { first: '您好' }],
		['passes over indents', '  金额:{{amount1.DATA}}', '   金额:10', { amount1: '10' }],
		['reads blanks before a colon', '金额:{{amount1.DATA}}', '金额   ：10', { amount1: '10' }],
		['reads blanks behind a colon', '时间:  起{{time1.DATA}}', '时间：起15:01', { time1: '15:01' }],
		['has no blank before the unit', '共{{number1.DATA}}件', '共3 件', { number1: '3' }],
		['needs the unit', '共{{number1.DATA}}件', '共3个', { number1: undefined }],
		[
			'needs the text between two fields',
			'A:{{number1.DATA}} B:{{number2.DATA}}',
			'A:3 C:4',
			{ number1: undefined, number2: undefined },
		],
		[
			'is found behind a field that shows nothing',
			'A:{{number1.DATA}} B:{{number2.DATA}}',
			'A:B:4',
			{ number1: undefined, number2: '4' },
		],
		[
			'is not guessed where two fields touch',
			'A:{{number1.DATA}}{{number2.DATA}}',
			'A:34',
			{ number1: undefined, number2: undefined },
		],
		[
			'is not read from a line that was read before',
			'A:{{number1.DATA}}\nB:{{number2.DATA}}\nA:{{number3.DATA}}',
			'A:1',
			{ number1: '1', number2: undefined, number3: undefined },
		],
		[
			'is the next of two lines that look alike',
			'A:{{number1.DATA}}\nA:{{number2.DATA}}',
			'A:1\nA:2',
			{ number1: '1', number2: '2' },
		],
	])('%s', (_why, content, example, found) => {
		expect(examplesOf(content, example)).toEqual(found);
	});
});

it('The label of a field has neither blanks around it nor colons behind it, and keeps a colon within', () => {
	expect(labelsOf('  数量 {{number1.DATA}}\n 时间:起：{{time2.DATA}}\n金额 ：:{{amount3.DATA}}')).toEqual([
		'数量',
		'时间:起',
		'金额',
	]);
});

// https://developers.weixin.qq.com: since 2023-05-04 head and tail are cut off.
describe('What a person sees of a message', () => {
	const content =
		'{{first.DATA}}\n金额：{{ keyword1.DATA }}元\n\n时间：{{keyword2.DATA}} {{keyword2.DATA}}\n{{remark.DATA}}';

	it('is the text with its values, without head and tail', () => {
		const values = { first: 'Hello', keyword1: '10', keyword2: '15:01', remark: 'Bye' };
		expect(fillTemplate(content, values)).toBe('金额：10元\n时间：15:01 15:01');
	});

	it('is nothing in the place of a field without a value, whatever the field is called', () => {
		expect(fillTemplate(content, {})).toBe('金额：元\n时间： ');
		expect(fillTemplate('A:{{toString.DATA}}.', {})).toBe('A:.');
	});

	it('keeps a line that has no field, and loses one in which head or tail stands beside another', () => {
		expect(fillTemplate('Dear customer\n{{remark.DATA}}{{keyword1.DATA}}', { keyword1: 'x' })).toBe(
			'Dear customer',
		);
	});
});
