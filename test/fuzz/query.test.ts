// The address of a push: whatever is done to its parameters, only what the token's owner signed is believed.
import express from 'express';
import fc from 'fast-check';
import { checkUrl, receivePush } from '../../wechat/push/receive';
import type { PushQuery } from '../../wechat/push/query';
import { REASONS, type Refusal } from '../../wechat/push/refusals';
import { demand, hunt } from './support/hunt';
import { FOLLOW, spoiltQuery, spoiltQueryText } from './support/mutations';
import {
	accounts,
	envelope,
	isSigned,
	MAX_AGE_SECONDS,
	NOW,
	provenMessages,
	push,
	pushToken,
	seal,
	SECONDS,
	sign,
	signedQuery,
	type Wire,
} from './support/wechat';

const receive = (mode: keyof typeof accounts, wire: Wire) =>
	receivePush({ account: accounts[mode], ...wire, now: NOW, maxAgeSeconds: MAX_AGE_SECONDS });
const check = (query: PushQuery) =>
	checkUrl({ account: accounts.secure, query, now: NOW, maxAgeSeconds: MAX_AGE_SECONDS });

function expectNamed(result: { ok: true } | Refusal) {
	demand(result.ok || REASONS.includes(result.reason), 'a refusal has a name');
}

const encrypted = seal({ message: Buffer.from(FOLLOW) }).toString('base64');
const secure: Wire = { query: signedQuery(encrypted), rawBody: envelope(encrypted, 'xml') };
const plain = push('plain', FOLLOW);

function judge(query: PushQuery) {
	const sealed = receive('secure', { ...secure, query });
	expectNamed(sealed);
	if (sealed.ok) demand(provenMessages({ ...secure, query }).includes(sealed.bodyText), 'it is proven');
	const clear = receive('plain', { ...plain, query });
	expectNamed(clear);
	demand(!clear.ok || isSigned(query), 'it is signed');
}

/** Rightly signed, long ago up to far ahead. */
const signedAt = [0, -299, -300, -301, 299, 300, 301, -86_400, 86_400, 1e9].map((age) =>
	signedQuery(encrypted, String(SECONDS + age)),
);

test('queries as objects, as no parser should make them', () => {
	hunt('queries as objects', fc.constantFrom(...signedAt).chain(spoiltQuery), judge);
});

test('queries as text, through the parser that n8n uses', () => {
	const app = express().set('query parser', 'extended');
	const parse = app.get('query parser fn') as (text: string) => PushQuery;
	expect(
		receive('secure', { ...secure, query: parse(new URLSearchParams(secure.query as never).toString()) }).ok,
	).toBe(true);
	hunt('queries as text', fc.constantFrom(...signedAt).chain(spoiltQueryText), (text) => judge(parse(text)));
});

test('the URL check gives back the echostr of a signed query and of no other', () => {
	const good = { ...signedQuery(), echostr: '4375120948345356249' };
	expect(check(good)).toEqual({ ok: true, echostr: good.echostr });
	hunt('URL checks', spoiltQuery(good), (query) => {
		const result = check(query);
		expectNamed(result);
		if (!result.ok) return;
		demand(isSigned(query), 'it is signed');
		demand(result.echostr === query.echostr && /^[\w+/=-]+$/.test(result.echostr), 'the echostr comes back');
	});
});

/**
 * WeChat signs its parts sorted and joined without separators, so whoever has seen one push can cut the same text into
 * other parts, under the same signature. None of them may be believed, but for time and nonce that have changed places:
 * they cannot be told apart, and the nonce would have to be the present time.
 */
test('a signed text that is cut into other parts is not believed', () => {
	const cut = fc.record({
		timestamp: fc.integer({ min: SECONDS - 300, max: SECONDS + 300 }).map(String),
		nonce: fc.oneof(fc.stringMatching(/^\d{1,10}$/), fc.stringMatching(/^\d{6,10}[A-Za-z0-9+/]{0,6}$/)),
		sealed: fc.base64String({ minLength: 64, maxLength: 400 }),
		order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
		from: fc.nat(400),
		to: fc.nat(400),
	});
	hunt('signed texts split anew', cut, ({ timestamp, nonce, sealed, order, from, to }) => {
		const parts = [timestamp, nonce, sealed].sort();
		const joined = parts.join('');
		const [first, second] = [from % joined.length, to % joined.length].sort((a, b) => a - b);
		const pieces = [joined.slice(0, first), joined.slice(first, second), joined.slice(second)];
		const [otherTime, otherNonce, otherText] = order.map((at) => pieces[at]);
		const signature = sign(pushToken, timestamp, nonce, sealed);
		const query = { signature, msg_signature: signature, timestamp: otherTime, nonce: otherNonce };
		const result = receive('secure', { query, rawBody: Buffer.from(JSON.stringify({ Encrypt: otherText })) });
		demand(!result.ok, 'it is refused');
	});
});
