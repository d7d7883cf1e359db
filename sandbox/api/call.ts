// What the endpoints of an area are written with: a call as it came in, and what stands at a path.
import type { AccountName } from '../types';
import type { Token } from '../world/tokens';
import type { World } from '../world/world';
import type { Answer } from './answer';

export type JsonObject = Record<string, unknown>;

export interface Call {
	path: string;
	query: Record<string, string>;
	rawBody: Buffer;
	contentType: string;
	/** Under which the caller reached the sandbox, with the port. */
	host: string;
	/** The body as an object, when the endpoint reads JSON. */
	body: JsonObject;
	/** Whose token was used; for calls without one, set by the handler. */
	account: AccountName;
	token?: Token;
	/** Another call that shares one of the `busyKeys` is running. */
	isConcurrent: boolean;
	/** Set once it was carried out. */
	tookEffect: boolean;
}

export interface Endpoint {
	path: string;
	method: 'GET' | 'POST' | 'any';
	/** Whose token is asked for; `none`: the call carries none. */
	token: AccountName | 'either' | 'none';
	body?: 'json' | 'multipart';
	/** A test account (测试号) may not call it. */
	notOnTestAccount?: boolean;
	/** Calls a day, unless the settings say otherwise. */
	daily?: number | ((world: World) => number);
	/** Names whom two calls at the same time may not be about. */
	busyKeys?: (body: JsonObject) => string[];
	handle(world: World, call: Call): Answer | Promise<Answer>;
}
