// What people and consoles do: follow, scan, write, subscribe, log in, set a push URL.
import { deliver } from '../push/sender';
import { hostileRequest } from '../push/hostile';
import type { PushFields } from '../push/body';
import type {
	AccountName,
	PeopleFilter,
	PersonView,
	PushResult,
	PushTarget,
	RawPush,
	RawPushResult,
	TemplateView,
} from '../types';
import { isTemplateMessage, type Template } from '../world/templates';
import type { World } from '../world/world';
import { keepMedia } from '../world/media';
import { ControlError } from '../refusal';

const DEFAULT_PEOPLE = 20;

/** @throws ControlError 404 */
export function findPerson(world: World, id: string): number {
	const person = world.people.find(id);
	if (person === undefined) throw new ControlError(404, `nobody here is called ${id}`);
	return person;
}

function findSubscription(world: World, id: string): Template {
	const template = world.templates.get(id);
	if (!template || isTemplateMessage(template.type)) {
		throw new ControlError(404, `${id} is not the id of a subscription template`);
	}
	return template;
}

function matches(world: World, i: number, filter: PeopleFilter): boolean {
	const { people } = world;
	const facts: Array<[boolean | undefined, () => boolean]> = [
		[filter.follows, () => people.follower(i)],
		[filter.usesMiniProgram, () => people.usesMiniProgram(i)],
		[filter.linked, () => people.follower(i) && people.usesMiniProgram(i)],
		[filter.unfollowed, () => people.everFollowed(i) && !people.follower(i)],
	];
	return facts.every(([wanted, isSo]) => wanted === undefined || wanted === isSo());
}

/** The scene of the QR code by which a follower came; empty for any other way. */
export function sceneOf({ people }: World, i: number): string {
	if (!people.follower(i)) return '';
	const { qrScene, qrSceneStr } = people.followOf(i);
	return qrSceneStr === '' && qrScene > 0 ? String(qrScene) : qrSceneStr;
}

/** @returns what tells whether somebody is meant by a search text */
function searcher(world: World, search: string): (i: number) => boolean {
	const { people } = world;
	const text = search.trim();
	const exact = people.find(text);
	if (exact !== undefined) return (i) => i === exact;
	const begins = (value: string) => value.toLowerCase().startsWith(text.toLowerCase());
	return (i) => [people.idOf(i), people.remark(i), sceneOf(world, i)].some(begins);
}

/** @returns the people that fit the filter, at most `limit`, from `offset` */
export function listPeople(world: World, filter: PeopleFilter): PersonView[] {
	const { limit = DEFAULT_PEOPLE, search = '' } = filter;
	const isMeant = search.trim() === '' ? () => true : searcher(world, search);
	let passOver = filter.offset ?? 0;
	const found: PersonView[] = [];
	for (let i = 0; i < world.people.total && found.length < limit; i++) {
		if (!matches(world, i, filter) || !isMeant(i)) continue;
		if (passOver > 0) passOver--;
		else found.push(world.personView(i));
	}
	return found;
}

/** @returns the templates of both accounts, as the control API shows them */
export function templateViews(world: World): Record<AccountName, TemplateView[]> {
	const views = (account: AccountName) =>
		(['templateMessage', 'subscription'] as const)
			.flatMap((kind) => world.templates.list(account, kind))
			.map(({ id, title, content, example, type, keys, enums }) => ({
				id,
				title,
				content,
				example,
				type,
				keys,
				enums,
			}));
	return { officialAccount: views('officialAccount'), miniProgram: views('miniProgram') };
}

const ticketOf = (world: World, person: number, scene: string) =>
	`gQ${Buffer.from(`${world.accounts.officialAccount.appId}/${scene}/${person}`).toString('base64url')}`;

/**
 * The person follows, by a QR code if there is a scene; WeChat pushes it.
 *
 * @throws ControlError 409 when they follow already or the account is full
 */
export async function follow(world: World, person: number, scene?: string): Promise<PushResult> {
	if (world.people.follower(person))
		throw new ControlError(409, `${world.people.idOf(person)} follows already`);
	const { followerLimit } = world.settings;
	if (followerLimit !== null && world.people.followerCount >= followerLimit) {
		throw new ControlError(409, `${followerLimit} people follow already, and a test account takes no more`);
	}
	world.people.follow(person, world.push.seconds(), scene);
	world.windows.start('officialAccount', person, 'interaction');
	const origin: PushFields =
		scene === undefined
			? { EventKey: '' }
			: { EventKey: `qrscene_${scene}`, Ticket: ticketOf(world, person, scene) };
	return await world.pushFrom('officialAccount', person, {
		fields: { MsgType: 'event', Event: 'subscribe', ...origin },
	});
}

/** The person leaves; WeChat pushes it. @throws ControlError 409 when they do not follow */
export async function unfollow(world: World, person: number): Promise<PushResult> {
	if (!world.people.follower(person))
		throw new ControlError(409, `${world.people.idOf(person)} does not follow`);
	world.people.unfollow(person);
	return await world.pushFrom('officialAccount', person, {
		fields: { MsgType: 'event', Event: 'unsubscribe', EventKey: '' },
	});
}

/** A follower scans a QR code; WeChat pushes it. @throws ControlError 409 when they do not follow */
export async function scan(world: World, person: number, scene: string): Promise<PushResult> {
	if (!world.people.follower(person)) {
		throw new ControlError(
			409,
			`${world.people.idOf(person)} does not follow; let them follow with this scene instead`,
		);
	}
	world.windows.start('officialAccount', person, 'interaction');
	return await world.pushFrom('officialAccount', person, {
		fields: { MsgType: 'event', Event: 'SCAN', EventKey: scene, Ticket: ticketOf(world, person, scene) },
	});
}

/** A message or any other event from this person; a message gets its MsgId and opens the 48 hours. */
export async function sendMessage(
	world: World,
	person: number,
	account: AccountName,
	message: { fields: PushFields; wrapper?: string; list?: PushFields[] },
): Promise<PushResult> {
	const isMessage = message.fields.MsgType !== 'event';
	if (isMessage) {
		world.windows.start(account, person, 'message');
		const fields = { ...message.fields, MsgId: world.takeMessageId() };
		return await world.pushFrom(account, person, { ...message, fields });
	}
	if (message.fields.Event === 'user_enter_tempsession') world.windows.start(account, person, 'enteredChat');
	if (message.fields.Event === 'CLICK') world.windows.start(account, person, 'interaction');
	return await world.pushFrom(account, person, message);
}

/** The person accepts a subscription so many times, a second apart: every acceptance is pushed. */
export async function grant(
	world: World,
	person: number,
	templateId: string,
	times: number,
): Promise<PushResult> {
	const template = findSubscription(world, templateId);
	const { account } = template;
	if (account === 'miniProgram') world.people.openMiniProgram(person);
	world.rights.grant(person, template, times);
	const PopupScene = account === 'miniProgram' ? 0 : 1;
	const result: PushResult = { deliveries: [], acknowledged: true };
	for (let i = 0; i < times; i++) {
		const pushed = await world.pushFrom(
			account,
			person,
			{
				fields: { MsgType: 'event', Event: 'subscribe_msg_popup_event' },
				wrapper: 'SubscribeMsgPopupEvent',
				list: [{ TemplateId: template.id, SubscribeStatusString: 'accept', PopupScene }],
			},
			world.push.seconds() + i,
		);
		result.deliveries.push(...pushed.deliveries);
		result.acknowledged &&= pushed.acknowledged;
	}
	return result;
}

/** The person switches a subscription off in the settings of WeChat. */
export async function refuseTemplate(world: World, person: number, templateId: string): Promise<PushResult> {
	const template = findSubscription(world, templateId);
	world.rights.revoke(person, template);
	return await world.pushFrom(template.account, person, {
		fields: { MsgType: 'event', Event: 'subscribe_msg_change_event' },
		wrapper: 'SubscribeMsgChangeEvent',
		list: [{ TemplateId: template.id, SubscribeStatusString: 'reject' }],
	});
}

/** @throws ControlError 409 when the person has never logged in */
export function openData(world: World, person: number, data: Record<string, unknown> = {}) {
	if (world.sessions.key(person) === undefined) {
		throw new ControlError(409, 'this person has no session key yet: login first');
	}
	const { appId } = world.accounts.miniProgram;
	const clear = {
		openId: world.openid('miniProgram', person),
		nickName: '微信用户',
		...(world.settings.bound ? { unionId: world.people.union.encode(person) } : {}),
		watermark: { timestamp: world.seconds(), appid: appId },
		...data,
	};
	return world.sessions.encrypt(person, clear);
}

/**
 * Delivers a push of the test's own making: forged, replayed, downgraded or broken.
 *
 * @returns the answer, and what was sent
 * @throws ControlError 409 when there is no URL to push to
 */
export async function pushRaw(
	world: World,
	raw: RawPush,
): Promise<RawPushResult & { sent: { query: Record<string, string>; body: string } }> {
	const target: PushTarget | undefined = world.push.target(raw.account);
	const url = raw.url ?? target?.url;
	if (url === undefined)
		throw new ControlError(409, `no push URL is set for ${raw.account}, and none was given`);
	const account = world.accounts[raw.account];
	const openid = world.openid(raw.account, 0);
	const seconds = world.push.seconds();
	const message =
		raw.message ??
		`<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName>` +
			`<FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${seconds}</CreateTime>` +
			'<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event></xml>';
	const mode = raw.mode ?? target?.mode ?? 'plain';
	const { query, body, headers } = hostileRequest({ raw, account, mode, message, openid, seconds });
	const method = raw.method ?? 'POST';
	const answer = await deliver({
		url,
		method,
		query,
		body: method === 'POST' ? body : undefined,
		headers,
		timeoutMs: world.settings.pushTimeoutMs,
	});
	return { status: answer.status, body: answer.body, error: answer.error, sent: { query, body } };
}

/** The person sends a picture, a recording or a video, which WeChat keeps for three days. */
export async function sendFile(
	world: World,
	person: number,
	account: AccountName,
	file: { type: 'image' | 'voice' | 'video'; contentType: string; base64: string },
): Promise<PushResult & { mediaId: string }> {
	const MediaId = keepMedia(world, file.contentType, Buffer.from(file.base64, 'base64'));
	const further: PushFields = {
		image: { PicUrl: 'http://mmbiz.qpic.cn/mmbiz_jpg/sandbox/0' },
		voice: { Format: 'amr' },
		video: { ThumbMediaId: MediaId },
	}[file.type];
	const message = { fields: { MsgType: file.type, MediaId, ...further } };
	return { ...(await sendMessage(world, person, account, message)), mediaId: MediaId };
}

/** WeChat's review stops a message for good, as it does some time after it was sent; `sentAt`: seconds since 1970, or now. */
export function blockMessage(world: World, person: number, templateId: string, sentAt = world.seconds()) {
	const template = world.templates.get(templateId);
	if (template?.account !== 'officialAccount') throw new ControlError(404, `${templateId} is no template`);
	const { title, content } = template;
	world.blockedMessages.push({
		id: world.blockedMessages.length + 1,
		templateId,
		title,
		content,
		send_timestamp: sentAt,
		openid: world.openid('officialAccount', person),
	});
}
