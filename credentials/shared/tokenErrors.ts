// Why no access token could be attached to a request.
import type { Explanation } from '../../wechat/errors/explain';

/** WeChat issued no token, or rejects the one it issued. `message` is what n8n's credential test shows. */
export class TokenError extends Error {
	constructor(
		message: string,
		readonly explanation?: Explanation,
	) {
		super(message);
		this.name = 'TokenError';
	}
}

/** Makes n8n call `preAuthentication`: it looks for this status on any error that is thrown before the request. */
export class TokenNeeded extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The stored access token cannot be used');
		this.name = 'TokenNeeded';
	}
}
