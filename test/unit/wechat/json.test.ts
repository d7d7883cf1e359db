// Reading WeChat's JSON: equal to JSON.parse where that is right, and right where it is not.
import fc from 'fast-check';
import { parseWechatJson } from '../../../wechat/json';

describe('parseWechatJson', () => {
	it('keeps every digit of a 64-bit id', () => {
		expect(parseWechatJson('{"errcode":0,"msgid":2918131553548107776}')).toEqual({
			errcode: 0,
			msgid: '2918131553548107776',
		});
	});

	it.each([
		['9007199254740991', 9007199254740991],
		['9007199254740993', '9007199254740993'],
		['-9223372036854775808', '-9223372036854775808'],
		['"2918131553548107776"', '2918131553548107776'],
		['1.2345678901234567', 1.2345678901234567],
		['[3520135391412191233, 5]', ['3520135391412191233', 5]],
	])('reads %s', (text, value) => expect(parseWechatJson(text)).toEqual(value));

	it.each([
		['{"remark":"a\u0001b"}', { remark: 'a\u0001b' }],
		[
			'{"remark":"line\nbreak","msgid":3520135391412191233}',
			{ remark: 'line\nbreak', msgid: '3520135391412191233' },
		],
		['{"remark":"back\\slash"}', { remark: 'back\\slash' }],
		['{"remark":"quote \\" and \\\\ stay"}', { remark: 'quote " and \\ stay' }],
		['{\n\t"pretty": "\u0002"\n}', { pretty: '\u0002' }],
	])('mends %j', (text, value) => expect(parseWechatJson(text)).toEqual(value));

	it.each(['', '<html>', '{"a":', 'undefined', '{"a":"\u0001'])('refuses %j', (text) => {
		expect(() => parseWechatJson(text)).toThrow(SyntaxError);
	});

	it('agrees with JSON.parse on everything that is plain JSON', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				// Longer numbers are the one thing that must differ.
				fc.pre(!/\d{16,}/.test(text));
				expect(parseWechatJson(text)).toEqual(JSON.parse(text));
			}),
		);
	});

	it('returns any text with raw control characters unchanged', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const quoted = text.replace(/[\\"]/g, '\\$&');
				expect(parseWechatJson(`{"value":"${quoted}"}`)).toEqual({ value: text });
			}),
		);
	});

	it('gives a __proto__ key no power', () => {
		parseWechatJson('{"__proto__":{"polluted":2918131553548107776}}');
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});
