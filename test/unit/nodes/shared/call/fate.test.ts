// What is said of a call that failed, what becomes of further ones, and when it is tried again.
import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import {
	InterruptedList,
	WechatError,
	afterSilence,
	cancelled,
	notTried,
	toNodeError,
} from '../../../../../nodes/shared/call/errors';
import { retryDelay } from '../../../../../nodes/shared/call/retry';
import type { ApiCall } from '../../../../../nodes/shared/call/types';
import { notUnderstood, unanswered } from '../../../../../nodes/shared/call/unanswered';
import { explain } from '../../../../../wechat/errors/explain';

const node: INode = { id: '1', name: 'Node', type: 'a.b', typeVersion: 1, position: [0, 0], parameters: {} };
const send: ApiCall = { method: 'POST', path: '/cgi-bin/message/custom/send', repeatable: false };
const write: ApiCall = { ...send, repeatable: true };
const read: ApiCall = { method: 'GET', path: '/cgi-bin/user/get', repeatable: true };
const answered = (errcode: number, errmsg = 'x', path = read.path) =>
	WechatError.fromAnswer(explain({ errcode, errmsg, path }));
const network = (code: string, call = read, isReady = true) =>
	unanswered({ name: 'Error', message: 'm', code }, call, 'a.example', isReady);

describe('A call without an answer', () => {
	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
		'that met %s was never sent, whatever it was',
		(code) => {
			for (const call of [send, write, read]) {
				const error = network(code, call);
				expect(error).toMatchObject({ fate: 'neverSent', reach: 'call', mayBeDone: false });
				expect(error.message).toBe('WeChat could not be reached at a.example');
				expect(error.description).toContain(`(${code})`);
			}
		},
	);

	it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED'])(
		'that met %s may have been carried out',
		(code) => {
			expect(network(code, send)).toMatchObject({ fate: 'unsafe', mayBeDone: true });
			expect(network(code, send).description).toContain('so it was not repeated');
			expect(network(code, write)).toMatchObject({ fate: 'unknown', mayBeDone: true });
			expect(network(code, write).description).toMatch(/not known whether.*tried again without success/);
			expect(network(code, read)).toMatchObject({ fate: 'unknown' });
			expect(network(code, read).description).toMatch(/^It was tried again without success/);
			// WeChat deletes a menu by GET.
			expect(network(code, { ...read, changes: true }).description).toBe(network(code, write).description);
			const timedOut = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
			expect(network(code).message).toBe(
				`WeChat did not answer${timedOut ? ' within 20 seconds' : ''} at a.example`,
			);
		},
	);

	it('that had no token yet was never sent, whatever the network said', () => {
		expect(network('ECONNRESET', send, false)).toMatchObject({ fate: 'neverSent' });
	});

	it('names the error where there is no code', () => {
		const error = unanswered({ name: 'AbortError', message: 'm' }, send, 'a.example');
		expect(error.description).toContain('(AbortError)');
		expect(error.fate).toBe('unsafe');
	});

	it('that somebody stopped ends the run, and tells what is known', () => {
		expect(network('ERR_CANCELED', send)).toMatchObject({ reach: 'account', fate: 'unsafe' });
		expect(network('ERR_CANCELED', send).description).toContain('not known whether');
		expect(network('ERR_CANCELED', read)).toMatchObject({ reach: 'account', fate: 'unknown' });
		expect(network('ERR_CANCELED', read).description).toContain('not known whether');
		expect(network('ERR_CANCELED', send, false)).toMatchObject({
			reach: 'account',
			fate: 'neverSent',
			description: 'Nothing was sent',
		});
	});

	it.each(['TokenError', 'CredentialFieldError'])('for want of a token ends the run (%s)', (name) => {
		expect(unanswered({ name, message: 'why' }, send, 'h')).toMatchObject({
			message: 'No access token for this credential',
			description: 'why',
			reach: 'account',
			fate: 'neverSent',
		});
	});

	it('for WeChat’s own reason says that reason, and ends the calls that would meet it', () => {
		const explanation = explain({
			errcode: 40125,
			errmsg: 'x',
			call: 'token',
			path: '/cgi-bin/stable_token',
		});
		const error = unanswered({ name: 'TokenError', message: 'm', explanation }, send, 'h');
		expect(error.explanation?.errcode).toBe(40125);
		expect(['account', 'interface']).toContain(error.reach);
		const passing = { ...explanation, kind: 'item' as never };
		expect(WechatError.ofToken(passing).reach).toBe('interface');
		expect(WechatError.ofToken({ ...explanation, kind: 'account' as never }).reach).toBe('account');
	});

	it('but one that is not WeChat’s may have been carried out', () => {
		expect(notUnderstood(502, send, 'h')).toMatchObject({ fate: 'unsafe' });
		expect(notUnderstood(502, write, 'h')).toMatchObject({ fate: 'unknown' });
		expect(notUnderstood(502, write, 'h').message).toContain('from h');
		expect(notUnderstood(502, write, 'h').message).toContain('HTTP 502');
	});
});

describe('A call is tried again', () => {
	const delays = (error: WechatError, call: ApiCall) => {
		const found: number[] = [];
		for (let attempt = 0; attempt < 10; attempt++) {
			const delay = retryDelay(error, call, attempt);
			if (delay === undefined) break;
			found.push(delay);
		}
		return found;
	};
	afterEach(() => jest.restoreAllMocks());
	const middle = () => jest.spyOn(Math, 'random').mockReturnValue(0.5);

	it.each<[what: string, error: () => WechatError, call: ApiCall, waits: number[]]>([
		['while WeChat is busy', () => answered(-1), send, [500, 1_000, 2_000, 4_000]],
		['until the minute of a limit is over', () => answered(45011), send, [2_000, 6_000, 18_000, 40_000]],
		['twice when nobody answered', () => network('ECONNRESET'), read, [500, 2_000]],
		['twice when it was never sent', () => network('ECONNREFUSED', send), send, [500, 2_000]],
		['never when it may have been carried out and does harm', () => network('ECONNRESET', send), send, []],
		['never when WeChat refused it', () => answered(40003), read, []],
		['never when the run is to end', () => network('ERR_CANCELED'), read, []],
		['never with a login code', () => answered(-1), { ...read, kind: 'login' }, []],
	])('%s', (_, error, call, waits) => {
		middle();
		expect(delays(error(), call)).toEqual(waits);
	});

	it('at a time of its own, a quarter sooner or later', () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		expect(retryDelay(answered(-1), read, 0)).toBe(375);
		jest.spyOn(Math, 'random').mockReturnValue(1);
		expect(retryDelay(answered(-1), read, 0)).toBe(625);
	});
});

describe('An error', () => {
	it('after a silence says that nobody knows, once, and keeps what is known', () => {
		const refused = answered(40003);
		refused.about = { channel: 'template' };
		const error = afterSilence(refused);
		expect(error).toMatchObject({ fate: 'unknown', mayBeDone: true, about: { channel: 'template' } });
		expect(error.message).toBe(refused.message);
		expect(error.description).toMatch(/^It is not known whether/);
		expect(error.description).toContain(refused.description);
		expect(error.ofAll).toBe(refused.description);
		expect(error.explanation).toBe(refused.explanation);
		expect(afterSilence(error)).toBe(error);
	});

	it.each([
		[new Error('why'), 'why'],
		['why', 'why'],
	])('of another kind, too: %s, %s', (end, message) => {
		expect(afterSilence(end)).toMatchObject({ message, fate: 'unknown' });
	});

	it('of an item that was not tried says so, and not what is of the first one alone', () => {
		const first = new WechatError({ message: 'm', description: 'd', ofAll: 'all' });
		expect(notTried(first)).toMatchObject({
			message: 'm',
			description: 'This item was not tried, since an earlier one met this answer. all',
			fate: 'neverSent',
		});
		expect(cancelled()).toMatchObject({ reach: 'account', fate: 'neverSent' });
	});

	it('of a list that broke off keeps all that the cause says', () => {
		const cause = answered(45009);
		const error = new InterruptedList(cause, [{ a: 1 }], { nextOpenid: 'o' }, ' Go on there.');
		const { message, reach, fate, explanation } = cause;
		expect(error).toMatchObject({ message, reach, fate, found: [{ a: 1 }], resume: { nextOpenid: 'o' } });
		expect(error.explanation).toBe(explanation);
		expect(error.description).toBe(`${cause.description} Go on there.`);
	});

	it('is shown as n8n shows an API error, with WeChat’s code and the item', () => {
		const shown = toNodeError(node, answered(40003, 'invalid openid rid: abc-1'), 3);
		expect(shown).toBeInstanceOf(NodeApiError);
		expect(shown).toMatchObject({ httpCode: '40003', context: { itemIndex: 3 } });
		// What n8n keeps with the error: WeChat's support asks for the rid.
		expect(shown.errorResponse).toEqual({ errcode: 40003, rid: 'abc-1' });
		expect(shown.message).toBe(answered(40003).message);
		const silent = toNodeError(node, network('ECONNRESET'), 3);
		expect(silent).toMatchObject({ httpCode: null, message: 'WeChat did not answer at a.example' });
		expect(silent.description).toBe(network('ECONNRESET').description);
	});

	it('of n8n’s own stays, and gets its item where it has none', () => {
		const own = new NodeOperationError(node, 'own');
		expect(toNodeError(node, own, 3)).toBe(own);
		expect(own.context.itemIndex).toBe(3);
		expect(toNodeError(node, own, 4).context.itemIndex).toBe(3);
		expect(toNodeError(node, new Error('why'), 2)).toMatchObject({
			message: 'why',
			context: { itemIndex: 2 },
		});
		expect(toNodeError(node, 'why', 2)).toMatchObject({ message: 'why' });
	});
});
