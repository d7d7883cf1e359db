// What a check of the diagnosis comes to, and how a call's answer is told as one.
import type { IDataObject } from 'n8n-workflow';
import type { ApiCall, WechatApi } from '../../api';
import { WechatError } from '../../errors';
import { pLimit } from '../../limit';

/** One output item of the diagnosis. */
export interface Finding extends IDataObject {
	check: string;
	/** null: could not be checked, so neither right nor wrong. */
	ok: boolean | null;
	finding: string;
	/** What to do; empty when there is nothing to do. */
	fix: string;
}

export type Answer = IDataObject | WechatError;

export const good = (check: string, finding: string): Finding => ({ check, ok: true, finding, fix: '' });

export const wrong = (check: string, finding: string, fix: string): Finding => ({
	check,
	ok: false,
	finding,
	fix,
});

export const unknown = (check: string, finding: string, fix = ''): Finding => ({
	check,
	ok: null,
	finding,
	fix,
});

export const refused = (check: string, { message, description }: WechatError): Finding =>
	wrong(check, message, description);

export function errcodeOf(answer: Answer): number | undefined {
	return answer instanceof WechatError ? answer.explanation?.errcode : undefined;
}

/** A failing call is a finding, too. */
export function asWechatError(error: unknown): WechatError {
	if (error instanceof WechatError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const { description } = error as { description?: unknown };
	return new WechatError({ message, description: typeof description === 'string' ? description : '' });
}

const MOST_AT_A_TIME = 10;

/** Calls that give their error instead of throwing it, a few at a time. */
export function askingOf(api: WechatApi): (call: ApiCall) => Promise<Answer> {
	const limit = pLimit(MOST_AT_A_TIME);
	return async (call) => await limit(async () => await api.call(call).catch(asWechatError));
}
