// Messages to people through every channel: each arrives once, or not at all, and the item says which.
import type { TemplateView } from '../../../sandbox/types';
import {
	CUSTOMER,
	NOTIFICATION,
	NOT_FOLLOWING,
	NOT_SUBSCRIBED,
	ONE_TIME,
	SUBSCRIBE,
	TEMPLATE,
	isSteady,
	leavers,
	scene,
	withNextExecution,
} from './channel';
import { checkNextExecution } from './letters';
import type { Letter } from './letters';
import type { Chance } from './random';
import type { Cast, SceneMaker } from './scene';

const byTitle = (templates: TemplateView[], title: string): string =>
	templates.find((template) => template.title === title)?.id ?? '';

function count(chance: Chance): number {
	return chance.weighted([
		[4, 1],
		[4, chance.between(2, 4)],
		[2, chance.between(5, 12)],
	]);
}

/** The same message to the same person, twice in one run, is meant to arrive twice. */
function withDoubles(chance: Chance, letters: Letter[]): Letter[] {
	return chance.yes(0.15) ? [...letters, { ...chance.pick(letters) }] : letters;
}

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const json = (values: Record<string, string>) => JSON.stringify(values);

/** The template of the Official Account with which both kinds of sending are tried. */
const orderUpdate = ({ templates }: Cast) => ({
	templateId: locator(byTitle(templates.officialAccount, '订单状态更新')),
	fieldsMode: 'json',
	fieldsJson: `=${json({ keyword1: 'MARKER', keyword2: 'b', keyword3: 'c' })}`,
});

export const templateMessage: SceneMaker = (chance, cast, marker) => {
	const letters = withDoubles(
		chance,
		chance.some(cast.followers, count(chance)).map((person, at) => ({
			marker: marker(at),
			person: person.id,
			openid: person.officialAccountOpenid,
		})),
	);
	const sendOnce = chance.pick(['content', 'execution', 'execution', 'off']);
	const gone = leavers(chance, letters, TEMPLATE, NOT_FOLLOWING);
	const made = scene(chance, {
		operation: `template message (${sendOnce})`,
		node: 'officialAccount',
		path: TEMPLATE,
		letters,
		leaving: gone,
		parameters: {
			resource: 'templateMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			...orderUpdate(cast),
			options: { sendOnce, concurrency: chance.between(1, 50) },
		},
	});
	const repeatClientMsgId = chance.pick(['sameMsgid', 'newMsgid', 'zeroMsgid', 'error'] as const);
	const settings = { ...made.settings, repeatClientMsgId };
	if (sendOnce !== 'content') return withNextExecution(chance, { ...made, settings }, letters);
	const { check } = made;
	return {
		...made,
		settings,
		async check(seen) {
			const problems = await check(seen);
			if (!isSteady(made) || gone.length > 0) return problems;
			// The execution is repeated, as after a crash: now everybody has it, and still once.
			return [...problems, ...(await checkNextExecution(made, letters, seen, false))];
		},
	};
};

const SUBSCRIBE_VALUES = json({ thing1: 'MARKER', time2: '15:01', number3: '2' });

function mayReceive(cast: Cast, template: string) {
	return cast.followers.filter(
		({ rights, miniProgramOpenid }) => miniProgramOpenid && (rights[template] ?? 0) > 9,
	);
}

export const subscribeMessage: SceneMaker = (chance, cast, marker) => {
	const template = byTitle(cast.templates.miniProgram, '公交到站提醒');
	const people = chance.some(mayReceive(cast, template), count(chance));
	const letters = withDoubles(
		chance,
		people.map((person, at) => ({ marker: marker(at), person: person.id, openid: person.miniProgramOpenid })),
	);
	const made = scene(chance, {
		operation: 'subscribe message',
		node: 'miniProgram',
		path: SUBSCRIBE,
		letters,
		leaving: leavers(chance, letters, SUBSCRIBE, NOT_SUBSCRIBED),
		parameters: {
			resource: 'subscribeMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			templateId: locator(template),
			fieldsMode: 'json',
			fieldsJson: `=${SUBSCRIBE_VALUES}`,
			options: { concurrency: chance.between(1, 50) },
		},
	});
	return withNextExecution(chance, made, letters);
};

export const uniformMessage: SceneMaker = (chance, cast, marker) => {
	const subscribeTemplate = byTitle(cast.templates.miniProgram, '公交到站提醒');
	const people = chance.some(mayReceive(cast, subscribeTemplate), chance.between(1, 5));
	const leaving = people.filter(() => chance.yes(0.4));
	const letters = people.map((person, at) => ({
		marker: marker(at),
		person: person.id,
		official: chance.yes(0.85) ? person.officialAccountOpenid : '',
		mini: person.miniProgramOpenid,
	}));
	const sendOnce = chance.pick(['content', 'execution', 'off']);
	const order = chance.pick(['templateFirst', 'templateFirst', 'subscribeFirst']);
	const first = order === 'templateFirst' ? TEMPLATE : SUBSCRIBE;
	const second = order === 'templateFirst' ? SUBSCRIBE : TEMPLATE;
	const gone = [
		...leavers(chance, letters, TEMPLATE, NOT_FOLLOWING),
		...leavers(chance, letters, SUBSCRIBE, NOT_SUBSCRIBED),
	];
	/** Whoever the first channel reaches depends on it alone: trouble on the other one is no reason. */
	const ways = ({ marker: own, person, official }: Letter): string[] => {
		if (gone.some(({ contains }) => contains === own)) return [first, second];
		if (order === 'subscribeFirst') return [SUBSCRIBE];
		if (official === '') return [SUBSCRIBE];
		return leaving.some(({ id }) => id === person) ? [TEMPLATE, SUBSCRIBE] : [TEMPLATE];
	};
	const made = scene(chance, {
		operation: `uniform message (${sendOnce})`,
		node: 'miniProgram',
		path: '/cgi-bin/message/(template|subscribe)/send$',
		letters,
		ways,
		leaving: gone,
		parameters: {
			resource: 'uniformMessage',
			operation: 'send',
			officialAccountOpenid: '={{ $json.official }}',
			miniProgramOpenid: '={{ $json.mini }}',
			...orderUpdate(cast),
			subscribeTemplateId: locator(subscribeTemplate),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: `=${SUBSCRIBE_VALUES}`,
			options: { sendOnce, order, concurrency: chance.between(1, 50) },
		},
	});
	return {
		...made,
		async prepare(client) {
			for (const { id } of leaving) await client.unfollow(id);
		},
	};
};

export const customerMessage: SceneMaker = (chance, cast, marker) => {
	const ofMiniProgram = chance.yes(0.4);
	const pool = cast.followers.filter(({ miniProgramOpenid }) => miniProgramOpenid);
	const people = chance.some(pool, chance.between(1, 3));
	const letters = withDoubles(
		chance,
		people.flatMap((person, at) =>
			Array.from({ length: chance.between(1, 2) }, (_, part) => ({
				marker: marker(at * 10 + part),
				person: person.id,
				openid: ofMiniProgram ? person.miniProgramOpenid : person.officialAccountOpenid,
			})),
		),
	);
	const node = ofMiniProgram ? 'miniProgram' : 'officialAccount';
	const made = scene(chance, {
		operation: 'customer message',
		node,
		path: CUSTOMER,
		letters,
		parameters: {
			resource: 'customerMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			messageType: 'text',
			text: '=MARKER',
			options: { concurrency: chance.between(1, 50) },
		},
	});
	return {
		...made,
		async prepare(client) {
			for (const { id } of people) await client.sendText(id, node, 'hello');
		},
	};
};

export const subscriptionNotification: SceneMaker = (chance, cast, marker) => {
	const template = byTitle(cast.templates.officialAccount, '排队进度通知');
	const people = chance.some(cast.followers, chance.between(1, 4));
	const letters = withDoubles(
		chance,
		people.map((person, at) => ({
			marker: marker(at),
			person: person.id,
			openid: person.officialAccountOpenid,
		})),
	);
	const made = scene(chance, {
		operation: 'subscription notification',
		node: 'officialAccount',
		path: NOTIFICATION,
		letters,
		parameters: {
			resource: 'subscriptionNotification',
			operation: 'send',
			openid: '={{ $json.openid }}',
			templateId: locator(template),
			fieldsMode: 'json',
			fieldsJson: `=${json({ character_string1: 'MARKER', number2: '2', phrase3: '排队中' })}`,
			options: { concurrency: chance.between(1, 50) },
		},
	});
	return {
		...withNextExecution(chance, made, letters),
		async prepare(client) {
			for (const { id } of people) await client.grant(id, template, 2 * letters.length);
		},
	};
};

export const oneTimeMessage: SceneMaker = (chance, cast, marker) => {
	const people = chance.some(cast.followers, chance.between(1, 3));
	// Each consent is to a scene of its own, and worth one message.
	const letters: Letter[] = people.flatMap((person, at) =>
		Array.from({ length: chance.between(1, 2) }, (_, part) => ({
			marker: marker(at * 10 + part),
			person: person.id,
			openid: person.officialAccountOpenid,
			scene: String(part),
		})),
	);
	const made = scene(chance, {
		operation: 'one-time message',
		node: 'officialAccount',
		path: ONE_TIME,
		letters,
		leaving: leavers(chance, letters, ONE_TIME, NOT_SUBSCRIBED),
		parameters: {
			resource: 'oneTimeMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			templateId: '={{ $json.template }}',
			scene: '={{ $json.scene }}',
			title: 'Ready',
			content: '=MARKER',
			options: { concurrency: chance.between(1, 50) },
		},
	});
	return {
		...made,
		async prepare(client) {
			const { appId } = (await client.accounts()).officialAccount;
			const { id } = await client.oneTimeTemplate();
			const asked = `action=get_confirm&appid=${appId}&template_id=${id}&reserved=a`;
			for (const letter of letters) {
				const back = `scene=${String(letter.scene)}&redirect_url=https%3A%2F%2Fshop.example.com`;
				await client.openPage(
					letter.person,
					`https://mp.weixin.qq.com/mp/subscribemsg?${asked}&${back}#wechat_redirect`,
				);
				letter.template = id;
			}
		},
	};
};
