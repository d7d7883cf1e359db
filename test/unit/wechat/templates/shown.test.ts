// What a person sees of a value. The figures are those of docs/wechat/README.md#the-test-account: about 20 Chinese
// characters, Latin letters counting half, on one line; and of docs/wechat/messages.md: emoji are taken out.
import { isShownInPart } from '../../../../wechat/templates/shown';

it.each([
	['name', '一'.repeat(20)],
	['name', 'x'.repeat(40)],
	['room type', `${'一'.repeat(10)}${'x'.repeat(20)}`],
	['keyword1', ''],
	['name', '12°C, © 2026'],
	// Typed keys have their own limits, and no message breaks them.
	['thing1', 'x'.repeat(20)],
	['character_string2', 'x'.repeat(32)],
])('%s is shown whole: %s', (key, value) => {
	expect(isShownInPart(key, value)).toBe(false);
});

it.each([
	['name', '一'.repeat(21)],
	['name', 'x'.repeat(41)],
	['keyword1', `${'一'.repeat(15)}${'x'.repeat(11)}`],
	['date', 'Monday\nor Tuesday'],
	['name', 'Shipped 🎉'],
	['thing1', 'Shipped ❤️'],
	['thing1', '🇨🇳'],
])('%s is not: %s', (key, value) => {
	expect(isShownInPart(key, value)).toBe(true);
});
