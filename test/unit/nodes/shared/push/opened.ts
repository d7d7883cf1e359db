// Triggers that a test opens and need not close, and pushes that no trigger has seen.
import type { INodeParameters } from 'n8n-workflow';
import { FOLLOW, account } from '../../../wechat/push/sign';
import { TriggerHost } from './host';

/** @param settings of the trigger; `parameters` are its others, `credential` is put over the account's */
type Open = (
	settings?: INodeParameters,
	credential?: object,
	parameters?: INodeParameters,
) => Promise<TriggerHost>;

/** @returns what opens a trigger; after each test of the file all are closed */
export function opening(): Open {
	const hosts: TriggerHost[] = [];
	afterEach(async () => {
		await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
	});
	return async (settings = {}, credential = {}, parameters = {}) => {
		const host = await TriggerHost.open({ ...account, ...credential }, { settings, ...parameters });
		hosts.push(host);
		return host;
	};
}

/** The query's time: now, in seconds. */
export const fresh = () => ({ timestamp: String(Math.floor(Date.now() / 1000)) });

let people = 0;
/** Somebody follows, each time another person. */
export const follow = () => FOLLOW.replace('oPerson1', `oPerson${people++}`);

/** A text message with this MsgId. */
export const text = (id: string) =>
	`<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>hi</Content><MsgId>${id}</MsgId></xml>`;
