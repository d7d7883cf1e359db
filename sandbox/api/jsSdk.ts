// The ticket of the JS-SDK, with which web pages are signed (docs/wechat/messages.md#js-sdk).
import { WechatError } from '../refusal';
import { ok } from './answer';
import type { Endpoint } from './call';

export const jsSdkEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/ticket/getticket',
		method: 'GET',
		token: 'officialAccount',
		handle(world, { query }) {
			if (query.type !== 'jsapi') throw new WechatError(40097);
			const { ticket, expiresIn } = world.tickets.take();
			return ok({ ticket, expires_in: expiresIn });
		},
	},
];
