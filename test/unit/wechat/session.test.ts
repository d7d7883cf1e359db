// Signing with a session_key: WeChat's own vectors.
import { isSessionKey, sessionSignature } from '../../../wechat/session';
import vectors from '../../vectors/session.json';

test('H1: the official signature of a message', () => {
	const { sessionKey, message, signature } = vectors.H1;
	expect(sessionSignature(sessionKey, message)).toBe(signature);
});

test.each(vectors.H1Empty)('the signature of nothing, as the session calls want it', (vector) => {
	expect(sessionSignature(vector.sessionKey)).toBe(vector.signature);
});

test.each([
	['a session key', vectors.H1.sessionKey, true],
	['nothing', '', false],
	['one character short', vectors.H1.sessionKey.slice(1), false],
	['without its padding', vectors.H1.sessionKey.replace(/=/g, ''), false],
	['32 bytes', Buffer.alloc(32, 7).toString('base64'), false],
	['a space where a plus was', vectors.H1.sessionKey.replace('/', ' '), false],
])('%s', (_, text, expected) => {
	expect(isSessionKey(text)).toBe(expected);
});
