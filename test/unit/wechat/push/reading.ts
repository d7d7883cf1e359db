// What a push comes to, from its body.
import { eventKey, toPushEvents } from '../../../../wechat/push/events';
import { readPushBody } from '../../../../wechat/push/body';

export const RECEIVED_AT = Date.UTC(2026, 0, 2, 3, 4, 5);
export const HEAD =
	'<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oPerson]]></FromUserName><CreateTime>1348831860</CreateTime>';
export const xml = (fields: string) => `<xml>${HEAD}${fields}</xml>`;
export const eventsOf = (body: string) => toPushEvents(readPushBody(body).record, RECEIVED_AT);
export const eventOf = (body: string) => {
	const events = eventsOf(body);
	expect(events).toHaveLength(1);
	return events[0];
};
export const keyOf = (body: string) => eventKey({ message: readPushBody(body).record, bodyText: body });
