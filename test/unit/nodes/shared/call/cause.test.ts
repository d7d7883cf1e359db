// What is left of an error after n8n has wrapped it, as newer and as older versions of n8n do it.
import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { causeOf } from '../../../../../nodes/shared/call/cause';
import { TOKEN_FAILURE } from '../../../../../wechat/accessToken';

const node: INode = { id: '1', name: 'Node', type: 'a.b', typeVersion: 1, position: [0, 0], parameters: {} };

/** Older versions declare `cause` anew in the class and so empty it. */
function wrapped(error: Error, asOlderVersionsDo: boolean): NodeApiError {
	const wrapping = new NodeApiError(node, error as unknown as JsonObject);
	if (asOlderVersionsDo) Object.assign(wrapping, { cause: undefined });
	return wrapping;
}

const tokenError = (message: string) =>
	Object.assign(new Error(message), { name: 'TokenError', explanation: { errcode: 40125 } });
const networkError = (code: string) => Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code });

function credentialThatFailed(failure: Error) {
	const credential = {};
	Object.defineProperty(credential, TOKEN_FAILURE, { value: failure, configurable: true });
	return credential;
}

describe.each([
	['newer', false],
	['older', true],
])('In %s versions of n8n', (_which, older) => {
	it('why there is no token is known', () => {
		const failure = tokenError('The AppSecret is wrong. Reset it');
		expect(causeOf(wrapped(failure, older), credentialThatFailed(failure))).toBe(failure);
	});

	it('a failure of another call on the same credential is not taken for the reason', () => {
		const credential = credentialThatFailed(tokenError('The AppSecret is wrong. Reset it'));
		const { name, code } = causeOf(wrapped(networkError('ECONNRESET'), older), credential);
		expect(name).not.toBe('TokenError');
		expect(code).toBe('ECONNRESET');
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNABORTED', 'ERR_CANCELED'])(
		'the code %s of the network is known',
		(code) => {
			expect(causeOf(wrapped(networkError(code), older), {}).code).toBe(code);
		},
	);
});

it('Newer versions of n8n hand on why there is no token, also where the credential has forgotten it', () => {
	const failure = tokenError('The AppSecret is wrong. Reset it');
	expect(causeOf(wrapped(failure, false), {})).toBe(failure);
});

it('An error that n8n did not wrap is its own cause', () => {
	const error = networkError('ECONNREFUSED');
	expect(causeOf(error, {})).toBe(error);
});
