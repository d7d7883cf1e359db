// The ticket of the JS-SDK, with which web pages are signed (docs/wechat/tokens.md#tickets-for-web-pages).
import { WechatRefusal } from '../refusal';
import { ok } from './answer';
import type { Endpoint } from './call';

export const jsSdkEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/ticket/getticket',
		method: 'GET',
		token: 'officialAccount',
		// The least that was reported: a caller that is frugal enough for it is so for every account.
		daily: 10_000,
		handle(world, { query }) {
			if (query.type !== 'jsapi') throw new WechatRefusal(40097);
			const { ticket, expiresIn } = world.tickets.take();
			return ok({ ticket, expires_in: expiresIn });
		},
	},
];
