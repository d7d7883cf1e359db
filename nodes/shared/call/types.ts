// What a call to WeChat consists of, for whoever makes one and whoever judges its outcome. Imports nothing of this room.
import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { MINI_PROGRAM, OFFICIAL_ACCOUNT } from '../../../wechat/accountKinds';
import type { AccountKind } from '../../../wechat/accountKinds';

/** Which kind of account a credential is for. */
export const KIND_OF: Record<CredentialName, AccountKind> = {
	wechatLinkOfficialAccountApi: OFFICIAL_ACCOUNT,
	wechatLinkMiniProgramApi: MINI_PROGRAM,
};

export type CredentialName = 'wechatLinkOfficialAccountApi' | 'wechatLinkMiniProgramApi';
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions | IHookFunctions;

/** What an operation says about a call. */
export interface ApiCall {
	method: 'GET' | 'POST';
	/** Starts with `/`. */
	path: string;
	query?: IDataObject;
	/** Sent as JSON. */
	body?: IDataObject;
	/** Sent as multipart/form-data instead of a body. */
	upload?: { field: string; fileName: string; mimeType: string; data: Buffer };
	/** May be repeated when it is not known whether WeChat carried it out. */
	repeatable: boolean;
	/** Set on a GET that changes something; of the others it is said that they only read. */
	changes?: true;
	/**
	 * `login` and `token` calls carry appid and secret instead of an access token: `login` in the query, never repeated;
	 * `token` in the body, to see whether WeChat would issue a token. `public` calls carry nothing, and go to the host
	 * of WeChat's pictures. `person` calls carry the token that one person's web login gave, in the query.
	 */
	kind?: 'api' | 'login' | 'token' | 'public' | 'person';
	/** Codes that are an answer here, not a refusal: `call` returns them. */
	answers?: number[];
	/** Where WeChat's answer carries no errcode: the fields by which it is known to be WeChat's, any of them. */
	returns?: string[];
}
