// Cases that people who do this job ran into, as a table: input, right value, where it was seen. Those of values. Ids and
// names are invented; list.test.ts tells where each case stands.
import { DecryptError, decryptUserData } from '../../../wechat/decrypt';
import { parseTemplateContent } from '../../../wechat/templates/content';
import { prepareFields } from '../../../wechat/templates/fields';
import type { MessageKind } from '../../../wechat/templates/rules';
import vectors from '../../vectors/session.json';

/** The values that would be sent, or the sentence of the refusal. */
function outcome(input: unknown, kind: MessageKind = 'template'): Record<string, string> | string {
	try {
		const { data } = prepareFields(input, { kind, overlong: 'error', timezone: 'America/New_York' });
		return Object.fromEntries(Object.entries(data).map(([key, { value }]) => [key, value]));
	} catch (error) {
		return (error as Error).message;
	}
}

const VARIATIONS = 'ℹ️👍🏽👨‍👩‍👧xxxx';

describe('values that are sent', () => {
	it.each<[id: string, input: Record<string, unknown>, right: Record<string, string>, source: string]>([
		[
			'C1',
			{ name: 'Autumn jacket 2026, black, XL, 3 pieces' },
			{ name: 'Autumn jacket 2026, black, XL, 3 pieces' },
			'test accounts and old-library templates, several public projects',
		],
		['C1', { date: 'next Monday' }, { date: 'next Monday' }, 'the same'],
		['C1', { number: '12 pcs' }, { number: '12 pcs' }, 'the same'],
		[
			'C2',
			{ greeting: '', city: 'Suzhou' },
			{ greeting: '', city: 'Suzhou' },
			'wechat-public-account-push, daily use with a test account',
		],
		['C2', { greeting: null, city: 'Suzhou' }, { greeting: '', city: 'Suzhou' }, 'the same'],
		[
			'C3',
			{ productType: 'account: card\nlast digits: 1234' },
			{ productType: 'account: card\nlast digits: 1234' },
			'the same project; cnblogs 4552433',
		],
		[
			'C7',
			{ const2: 'overdue', const4: '' },
			{ const2: 'overdue', const4: '' },
			"copy of the template message's table, CSDN 133775086",
		],
		['C7', { amount3: '123456789012' }, { amount3: '123456789012' }, 'the same'],
		['K32', { amount1: 656887888.0 }, { amount1: '656887888' }, 'community 00044acfb8003897664d867f851000'],
		...['3.00', '0元', '¥12.3元', '100.4元', '6000.00'].map(
			(amount1): [string, Record<string, unknown>, Record<string, string>, string] => [
				'K33',
				{ amount1 },
				{ amount1 },
				'community 00062066f38dd04c99206cb546bc00',
			],
		),
		[
			'K34',
			{ phrase1: '已经支付了' },
			{ phrase1: '已经支付了' },
			'community/minihome 00080200ca44108c2a00850b666800',
		],
		[
			'K35',
			{ const1: '待付款→已付款，完成' },
			{ const1: '待付款→已付款，完成' },
			'community 0004e2490a4d50711a90ccb1761c00',
		],
		...['heh', '买买提·艾力', '张三(先生)'].map(
			(name1): [string, Record<string, unknown>, Record<string, string>, string] => [
				'K36',
				{ name1 },
				{ name1 },
				'47003 threads of the community',
			],
		),
		[
			'K38',
			{ character_string1: '+10' },
			{ character_string1: '+10' },
			'community 000a4462f1c7f0385c9a41eee56c00, staff: use a string type',
		],
		[
			'K40',
			{ '\tthing1 ': 'a', 'thing2.DATA': 'b', '{{thing3.DATA}}': 'c' },
			{ thing1: 'a', thing2: 'b', thing3: 'c' },
			'community 000a8ce7ce828041ee332cd066bc00',
		],
		[
			'K40',
			{ thing1: { value: 'a', color: null }, thing2: { value: 'b', color: '' } },
			{ thing1: 'a', thing2: 'b' },
			'community 00022e8dfc8ff846f2d136b9566800',
		],
		['K42', { thing1: VARIATIONS }, { thing1: VARIATIONS }, 'common slip'],
		['K42', { thing1: '{{1+1}}', thing2: '<b>"\'' }, { thing1: '{{1+1}}', thing2: '<b>"\'' }, 'common slip'],
		[
			'K59',
			{ phone_number1: 13800000000, character_string2: 42 },
			{ phone_number1: '13800000000', character_string2: '42' },
			'common slip: numbers',
		],
	])('%s %j', (_id, input, right) => {
		expect(outcome(input)).toEqual(right);
	});

	it('K42: the emoji of the case are 20 UTF-16 units', () => {
		expect(VARIATIONS.length).toBeLessThanOrEqual(20);
	});

	it('K43: 30 things (common slip)', () => {
		const things = Object.fromEntries(
			Array.from({ length: 30 }, (_, at) => [`thing${at + 1}`, `value ${at}`]),
		);
		expect(outcome(things)).toEqual(things);
	});
});

describe('values that are refused, the field named', () => {
	type Refused = [id: string, input: unknown, words: RegExp, source: string, kind?: MessageKind];
	const rows: Refused[] = [
		['C2', { thing1: '' }, /"thing1" is empty/, 'wechat-public-account-push'],
		['C3', { thing1: 'a\nb' }, /"thing1".*line break/, 'cnblogs 4552433'],
		['C6', { number4: -3 }, /"number4".*sign/, 'community 000ca405760f181d795c992fb51000', 'subscription'],
		['C7', { const2: 'overdue', const4: '' }, /"const4" is empty/, 'CSDN 133775086', 'subscription'],
		['C7', { amount3: '123456789012' }, /"amount3".*limit is 10/, 'CSDN 133775086', 'subscription'],
		[
			'K27',
			{ character_string1: '订单A1' },
			/"character_string1".*no Chinese/,
			'community 000e6edb2a4938ed0031122ba61000',
		],
		['K28', { time1: '2022-01-27 15:00-16:00' }, /"time1"/, 'community 000e8eb13a44908da8ae7e6d151400'],
		...['08~12', '1min', '2024-06-21', '2024-06-2116: 34: 24', '2025-04-119 10:44'].map(
			(time1): [string, unknown, RegExp, string] => [
				'K29',
				{ time1 },
				/"time1"/,
				'community oCJUsw9KtOWdWOuq7ubV-QK-wjYM and others',
			],
		),
		[
			'K31',
			{ time1: 1708432089530 },
			/"time1".*Unix time in milliseconds/,
			'community 0004a61fe688a09fc2111340561013',
		],
		['K31', { date1: 46347 }, /"date1"/, 'the same: a serial number of Excel'],
		['K33', { amount1: '1,000.00' }, /"amount1"/, 'community 00062066f38dd04c99206cb546bc00'],
		...['已经支付成功了', '已支付1', '***'].map((phrase1): [string, unknown, RegExp, string] => [
			'K34',
			{ phrase1 },
			/"phrase1"/,
			'community/minihome 00080200ca44108c2a00850b666800',
		]),
		...['user25', '用户410774'].map((name1): [string, unknown, RegExp, string] => [
			'K36',
			{ name1 },
			/"name1".*no digits/,
			'47003 threads of the community',
		]),
		['K38', { number1: '+10' }, /"number1".*character_string/, 'community 000a4462f1c7f0385c9a41eee56c00'],
		[
			'K39',
			JSON.stringify(JSON.stringify({ thing1: 'x' })),
			/\{"thing1": "Order shipped"/,
			'community oCJUswzO3MnPZloQI8_4OHoM4-ak',
		],
		...[null, undefined, '', '\u3000'].map((thing1): [string, unknown, RegExp, string] => [
			'K41',
			{ thing1, thing2: 'x' },
			/"thing1" is empty/,
			'community 000e64d199cbf0daac2cf74e651800',
		]),
	];

	it.each(rows.map(([id, input, words, source, kind = 'template']) => ({ id, input, words, source, kind })))(
		'$id $input ($source)',
		({ input, words, kind }) => {
			expect(outcome(input, kind)).toEqual(expect.stringMatching(words));
		},
	);
});

describe('the fields of a template', () => {
	it.each<[id: string, content: string, keys: string[], source: string]>([
		['K63', '今天是{{date. DATA}}', [], 'wechat-public-account-push #61: WeChat shows nothing for it either'],
		['K63', '今天是{{date.DATA}}', ['date'], 'the same, written right'],
		['13.1', '房型：{{room type.DATA}}', ['room type'], 'an old hotel template'],
	])('%s %j', (_id, content, keys) => {
		expect(parseTemplateContent(content).map(({ key }) => key)).toEqual(keys);
	});
});

describe('session keys and encrypted data', () => {
	it('C11: a blank for a plus sign in the session key is named (issue #2 of a public blog)', () => {
		const { appId, encryptedData, iv, sessionKey } = vectors.M1;
		const spoilt = `+${sessionKey.slice(1)}`.replace('+', ' ');
		const decrypt = () => decryptUserData({ appId, sessionKey: spoilt, encrypted: { encryptedData, iv } });
		expect(decrypt).toThrow(DecryptError);
		expect(decrypt).toThrow(/session key cannot be used: each \+ in it has become a blank/);
	});
});
