// Why a request failed, out of what n8n made of it.
import type { ICredentialDataDecryptedObject, NodeApiError } from 'n8n-workflow';
import { TOKEN_FAILURE } from '../../../wechat/accessToken';
import type { Explanation } from '../../../wechat/errors/explain';

/** What is known to be harmless of an error. */
export interface Cause {
	name: string;
	message: string;
	/** Of the network, such as ECONNREFUSED. */
	code?: string;
	/** WeChat's answer, when it issued no token. */
	explanation?: Explanation;
}

/**
 * Newer versions of n8n keep the cause in the error that they wrap it in. Older ones (2.4 for one) lose it: there the
 * credential still holds why it got no token, and the wrapping error the network's code.
 *
 * @param error what n8n's request helper threw
 * @param credential the decrypted credential of that request
 */
export function causeOf(error: unknown, credential: ICredentialDataDecryptedObject): Cause {
	const wrapped = error as NodeApiError;
	// By name: a package that was installed with its peer dependencies has a NodeApiError of its own.
	if (wrapped.name !== 'NodeApiError') return wrapped;
	if (wrapped.cause instanceof Error) return wrapped.cause;
	const failure: unknown = Reflect.get(credential, TOKEN_FAILURE);
	// The credential is shared by calls under way at the same time: the failure must be that of this one.
	if (failure instanceof Error && wrapped.messages.includes(failure.message)) return failure;
	const { name, message, httpCode } = wrapped;
	return { name, message, code: httpCode ?? undefined };
}
