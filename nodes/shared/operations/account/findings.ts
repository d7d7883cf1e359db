// What a check of the diagnosis comes to, and how a call's answer is told as one.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../call/api';
import type { ApiCall } from '../../call/types';
import { WechatError } from '../../call/errors';
import { pLimit } from '../../run/limit';

/** One output item of the diagnosis: every item has every key. */
export interface Finding extends IDataObject {
	check: string;
	/** null: could not be checked, or is worth a look. */
	ok: boolean | null;
	finding: string;
	/** What to do; empty when there is nothing to do. */
	fix: string;
	/** Of interfaces: their paths, separated by commas; the numbers are those of today, null where they are not the same. */
	cgi_path: string | null;
	daily_limit: number | null;
	used: number | null;
	remain: number | null;
}

export type Answer = IDataObject | WechatError;

const row = (check: string, ok: boolean | null, finding: string, fix: string): Finding => ({
	check,
	ok,
	finding,
	fix,
	cgi_path: null,
	daily_limit: null,
	used: null,
	remain: null,
});

/** A check that found all well. */
export const good = (check: string, finding: string): Finding => row(check, true, finding, '');

/** A check that found a fault. @param fix what to do about it */
export const wrong = (check: string, finding: string, fix: string): Finding =>
	row(check, false, finding, fix);

/** A check that could not be made. @param fix what would make it possible */
export const unknown = (check: string, finding: string, fix = ''): Finding => row(check, null, finding, fix);

/** A check whose call WeChat refused: the error says why and what to do. */
export const refused = (check: string, { message, description }: WechatError): Finding =>
	wrong(check, message, description);

/** @returns the errcode of a refused call; undefined when it was not refused */
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
