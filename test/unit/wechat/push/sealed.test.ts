// Pushes whose signature is right, and which are not what WeChat sealed.
import { encryptPush } from '../../../../wechat/push/cipher';
import { receivePush } from '../../../../wechat/push/receive';
import { pushSignature } from '../../../../wechat/push/signature';
import type { Wire } from './sign';
import { account, envelope, FOLLOW, NOW, securePush, signedQuery } from './sign';

const receive = (wire: Wire) => receivePush({ account, ...wire, now: NOW, maxAgeSeconds: 300 });

// Whoever knows the Push Token could otherwise ask byte by byte whether the padding is right, and needed no AES key.
test('the sender is told one and the same of every text that is rightly signed but cannot be opened or read', () => {
	const encrypted = Buffer.from(encryptPush({ ...account, message: FOLLOW }), 'base64');
	const told = new Set<string>();
	const reasons = new Set<string>();
	// Every last byte of the block before the last: one of them makes a right padding.
	for (let byte = 0; byte < 256; byte++) {
		const forged = Buffer.from(encrypted);
		forged[forged.length - 17] ^= byte;
		const result = receive(envelope(forged.subarray(0, byte % 2 ? undefined : -16).toString('base64')));
		if (result.ok) continue;
		told.add(result.publicReason);
		reasons.add(result.reason);
	}
	const inside = [
		'<!DOCTYPE a>',
		'{"a":',
		'hello',
		'<xml></xml>',
		`<xml><a>${'<a>'.repeat(20)}`,
		'{"a":"b"}',
	];
	const foreign = { account: { ...account, appId: 'wxfedcba0987654321' } };
	for (const push of [...inside.map((message) => securePush(message)), securePush(FOLLOW, foreign)]) {
		const result = receive(push);
		if (result.ok) throw new Error('It was believed.');
		told.add(result.publicReason);
		reasons.add(result.reason);
	}
	expect(reasons.size).toBeGreaterThan(5);
	expect([...told]).toEqual(['unreadable']);
});

// The parts are signed sorted and joined, without separators.
test('a nonce that has taken the first blocks of the sealed text into itself, under the same signature', () => {
	const { timestamp, nonce } = signedQuery({});
	const whole = (encrypted: string) => [timestamp, nonce, encrypted];
	const cut = (encrypted: string) => [timestamp, nonce + encrypted.slice(0, 64), encrypted.slice(64)];
	const sign = (parts: string[]) => pushSignature(account.pushToken, ...parts);
	const encrypted = Array.from({ length: 256 }, (_, byte) =>
		encryptPush({ ...account, message: FOLLOW, random: Buffer.alloc(16, byte) }),
	).find((text) => sign(whole(text)) === sign(cut(text)));
	if (encrypted === undefined) throw new Error('There is none.');
	const query = { ...signedQuery({}), nonce: cut(encrypted)[1], msg_signature: sign(whole(encrypted)) };
	const rawBody = Buffer.from(JSON.stringify({ Encrypt: cut(encrypted)[2] }));
	expect(receive({ query, rawBody })).toMatchObject({ ok: false, reason: 'malformedParameter' });
});
