import { VALUE_TYPES } from '../../../../wechat/templates/rules';
import * as values from '../../../../wechat/templates/values';

const { typeOfKey } = values;
/** The table of subscribe messages; where that of template messages differs, the tests say so. */
const checkValue = (type: string, value: string) => values.checkValue('subscription', type, value);

describe('values that fit', () => {
	it.each([
		['thing', '第3号订单 shipped!'],
		['thing', 'x'.repeat(20)],
		['short_thing', '已发货'],
		['const', '审核通过'],
		['character_string', 'A-17_b/#42'],
		['character_string', 'x'.repeat(32)],
		['number', '12'],
		['number', `${'1'.repeat(30)}.25`],
		['letter', 'abcXYZ'],
		['symbol', '★★★!'],
		['time', '15:01'],
		['time', '15:01:59'],
		['time', '2019年10月1日 15:01'],
		['time', '2019-10-01 15:01'],
		['time', '15:01~16:30'],
		['time', '2019-10-01 15:01 ~ 2019-10-02 16:00'],
		['date', '2019年10月1日'],
		['date', '2019年10月1日 15:01'],
		['date', '2018-01-01'],
		['date', '2018/01/01'],
		['date', '2018.01.01'],
		['date', '2018-01'],
		['date', '01-01'],
		['date', '2018年1月'],
		['date', '1月2日'],
		['date', '2019-12-25 09:42'],
		['date', '2018-01-01~2018-01-03'],
		['amount', '￥100'],
		['amount', '¥12.50元'],
		['amount', '1234567890.12'],
		['amount', '$ 5'],
		['phone_number', '+86-0766-66888866'],
		['car_number', '粤A8Z888挂'],
		['name', '欧阳修'],
		['name', 'Jean-Luc Picard'],
		['phrase', '配送中'],
		['enum_string', 'any value of the list'],
		['free', 'x'.repeat(300)],
		['free', ''],
		['free', 'two\nlines'],
	])('%s takes %p', (type, value) => {
		expect(checkValue(type, value)).toBeUndefined();
	});
});

describe('the type of a key', () => {
	it.each([
		['thing1', 'thing'],
		['short_thing12', 'short_thing'],
		['enum_string3', 'enum_string'],
		['number01', 'number'],
		...[
			'thing',
			'name',
			'date',
			'first',
			'keyword1',
			'my_thing1',
			'thing1a',
			'Thing1',
			'thing\uff11',
			'room type',
		].map((key) => [key, 'free']),
		['constructor1', 'free'],
		['1', 'free'],
	])('%s is %s', (key, type) => {
		expect(typeOfKey(key)).toBe(type);
	});
});

describe('the table of template messages', () => {
	it.each([
		['amount', '123456789012'],
		['amount', '¥123456789012.50元'],
		['const', ''],
		['thing', 'x'.repeat(20)],
	])('takes %s %p', (type, value) => {
		expect(values.checkValue('template', type, value)).toBeUndefined();
	});

	it.each([
		['amount', '1234567890123', 'length', 12],
		['amount', '', 'empty', 12],
		['const', 'x'.repeat(21), 'length', 20],
		['number', '-3', 'characters', 32],
		['thing', '', 'empty', 20],
	])('refuses %s %p', (type, value, rule, limit) => {
		expect(values.checkValue('template', type, value)).toMatchObject({ rule, limit });
	});

	it('says the limit that counts', () => {
		expect(values.checkValue('template', 'amount', 'ten')?.message).toContain('up to 12 digits');
		expect(checkValue('amount', 'ten')?.message).toContain('up to 10 digits');
	});
});

describe('values that do not fit', () => {
	it.each([
		['thing', 'x'.repeat(21), 'length', 20],
		['thing', '汉'.repeat(21), 'length', 20],
		['thing', '👍'.repeat(11), 'length', 20],
		['thing', 'two\nlines', 'lineBreak', 20],
		['thing', 'half \ud83d', 'lineBreak', 20],
		['thing', '   ', 'empty', 20],
		['short_thing', 'six ch', 'length', 5],
		['const', 'x'.repeat(21), 'length', 20],
		['character_string', '订单17', 'characters', 32],
		['character_string', 'x'.repeat(33), 'length', 32],
		['number', '1,234', 'characters', 32],
		['number', '12元', 'characters', 32],
		['number', '-3', 'characters', 32],
		['number', '+10', 'characters', 32],
		['const', '', 'empty', 20],
		['number', '1'.repeat(33), 'length', 32],
		['letter', 'abc1', 'characters', 32],
		['symbol', 'a!', 'characters', 5],
		['symbol', '!!!!!!', 'length', 5],
		['time', '2019-10-01', 'characters', 0],
		['time', '25:01', 'characters', 0],
		['time', '3pm', 'characters', 0],
		['time', '15:01～16:30', 'characters', 0],
		['time', '1:00~2:00~3:00', 'characters', 0],
		['date', 'tomorrow', 'characters', 0],
		['date', '2018-01/01', 'characters', 0],
		['date', '15:01', 'characters', 0],
		['amount', '12345678901', 'length', 10],
		['amount', 'ten', 'characters', 10],
		['phone_number', '1'.repeat(18), 'length', 17],
		['phone_number', 'call 12345', 'characters', 17],
		['car_number', '粤A8Z888888', 'length', 8],
		['car_number', '粤A 8Z8', 'characters', 8],
		['name', '一二三四五六七八九十甲', 'length', 10],
		['name', 'Anna 一二三四五六七', 'length', 10],
		['name', 'x'.repeat(21), 'length', 20],
		['name', '用户1234', 'characters', 10],
		['phrase', '审核已经通过', 'length', 5],
		['phrase', 'ok', 'characters', 5],
		['enum_string', '', 'empty', 0],
	])('%s refuses %p for its %s', (type, value, rule, limit) => {
		const fault = checkValue(type, value);
		expect(fault).toMatchObject({ rule, limit });
		expect(fault?.message).toContain(type);
	});

	it('says how to write a range and what a time lacks', () => {
		expect(checkValue('time', '15:01～16:30')?.message).toContain('half-width ~');
		expect(checkValue('time', '2019-10-01')?.message).toContain('time of day is missing');
		expect(checkValue('time', '1708432089530')?.message).toContain('Unix time in milliseconds');
		expect(checkValue('number', '-3')?.message).toContain('WeChat refuses a sign');
	});

	it.each(VALUE_TYPES.filter((type) => type !== 'enum_string'))(
		'%s answers to 200,000 characters without running for ever',
		(type) => {
			for (const unit of ['1', 'a', '汉', '!', '1-', ' ', '1~', '年']) {
				expect(checkValue(type, `${unit.repeat(200_000)}!汉`)).toBeDefined();
			}
		},
	);
});
