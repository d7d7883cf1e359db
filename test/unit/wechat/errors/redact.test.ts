import { redactNamed } from '../../../../wechat/errors/redact';

const TOKEN = `84_${'aB3-_'.repeat(27)}`;
const HEX_32 = '0123456789abcdef0123456789abcdef';
const BASE64_16 = 'tiihtNczf5v6AKRyjwEUhQ==';

it.each([
	['an address', `access_token=${TOKEN}&type=jsapi`, [TOKEN]],
	['a short token in an address', 'https://api.example.com/a?lang=zh&access_token=abc123&b=c', ['abc123']],
	['an encoded address', `url=https%3A%2F%2Fx%2F%3Faccess_token%3Dabc%2Fdef%26b%3Dc`, ['abc%2Fdef', 'abc']],
	['JSON', `{"appid":"wx1","secret":"${HEX_32}","session_key":"${BASE64_16}"}`, [HEX_32, BASE64_16]],
	['JSON inside JSON', JSON.stringify({ a: JSON.stringify({ secret: HEX_32 }) }), [HEX_32]],
	['JSON inside JSON inside JSON', JSON.stringify(JSON.stringify(`{"secret":"${HEX_32}"}`)), [HEX_32]],
	['a ticket', '{"ticket":"bxLdikRXVbTPdHSM05e5u5","expires_in":7200}', ['bxLdikRXVbTPdHSM05e5u5']],
	['a token without a name', `"${TOKEN}"`, [TOKEN]],
])('hides what is secret in %s', (_, text, secrets) => {
	const shown = redactNamed(text);
	for (const secret of secrets) expect(shown).not.toContain(secret);
	expect(shown).toContain('[hidden]');
});

it.each([
	'{"touser":"oQWN4vkMzPtTCcTe3jJN4v6q1234","template_id":"nT-bMnqMXrhLdrfrFx7cKwT9pIUzW2jQxxhBgrlI0a0"}',
	'{"media_id":"q4KkdIUaOK7xKRRiK0s0lMl2iMGjZq4KkdIUaOK7xKRRiK0s0lMl2iMGjZ123456"}',
	'{"data":{"token":{"value":"A42"}},"errcode":40037}',
])('leaves ids and other values: %s', (text) => {
	expect(redactNamed(text)).toBe(text);
});
