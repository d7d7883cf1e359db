// Messages to people through every channel: each arrives once, or not at all, and the item says which.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { InboxMessage, TemplateView } from '../../../sandbox/types';
import { claims } from './oracle';
import type { Verdict } from './oracle';
import { faultsFor, tokenFaults } from './plan';
import type { Chance } from './random';
import { randomMode } from './scene';
import type { Cast, Scene, SceneMaker, Seen } from './scene';

/** Tries of one call, each of them three times when its token is rejected. */
const MOST_TRIES = 15;

const byTitle = (templates: TemplateView[], title: string): string =>
	templates.find((template) => template.title === title)?.id ?? '';

interface Letter extends IDataObject {
	/** Stands in the message: tells it from all others. */
	marker: string;
	person: string;
}

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

const isIt = (letter: Letter, message: InboxMessage): boolean =>
	message.personId === letter.person && JSON.stringify(message.data).includes(`${letter.marker}"`);

/** Every message as often as its items say, and never more often than there are items. */
function arrivals(letters: Letter[], found: Array<Verdict | undefined>, inbox: InboxMessage[]): string[] {
	const byMarker = new Map<string, Array<Verdict | undefined>>();
	letters.forEach(({ marker }, at) => byMarker.set(marker, [...(byMarker.get(marker) ?? []), found[at]]));
	return [...byMarker].flatMap(([marker, own]) => {
		const letter = letters.find((candidate) => candidate.marker === marker) as Letter;
		const arrived = inbox.filter((message) => isIt(letter, message)).length;
		const least = own.filter((claim) => claim === 'done').length;
		const most = own.filter((claim) => claim !== 'notDone').length;
		return arrived >= least && arrived <= most
			? []
			: [
					`${marker} arrived ${arrived} times; the items say ${own.map((claim) => claim ?? 'nothing').join(', ')}`,
				];
	});
}

function checkLetters(letters: Letter[], keepGoing: boolean) {
	return ({ result, inbox }: Seen): string[] => {
		const { json, error } = result;
		const complete = error !== undefined || json.length === letters.length;
		return complete
			? arrivals(letters, claims(result, letters.length), inbox)
			: [
					`${json.length} outcomes for ${letters.length} items${keepGoing ? '' : ' of a run that did not stop'}`,
				];
	};
}

interface Channel {
	operation: string;
	node: Scene['node'];
	path: string;
	letters: Letter[];
	parameters: INodeParameters;
}

function scene(chance: Chance, channel: Channel): Scene {
	const { letters, path } = channel;
	const mode = randomMode(chance);
	const markers = [...new Set(letters.map(({ marker }) => marker))];
	const faults = [
		...tokenFaults(chance),
		// Revoked in mid-run: everything from this call on is refused.
		...(chance.yes(0.04)
			? [
					{
						path,
						times: -1,
						skip: chance.between(0, letters.length),
						errcode: chance.pick([45009, 48001, 40013, 61004]),
					},
				]
			: []),
		...markers.flatMap((marker) => faultsFor(chance, { path, contains: `${marker}"` })),
	];
	return {
		operation: channel.operation,
		node: channel.node,
		parameters: channel.parameters,
		items: letters,
		mode,
		settings: {
			subscribeSendMs: chance.pick([0, 0, 3]),
			afterRevoke: chance.pick(['renewed', 'sameToken']),
			oldTokenAfterForce: chance.pick(['overlap', 'dies']),
		},
		faults,
		mostCalls: letters.length * MOST_TRIES * (mode.retryOnFail?.maxTries ?? 1),
		check: checkLetters(letters, mode.continueOnFail),
	};
}

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const json = (values: Record<string, string>) =>
	JSON.stringify(values).replace('"MARKER"', '"{{ $json.marker }}"');

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
	const sendOnce = chance.pick(['content', 'content', 'execution', 'off']);
	const made = scene(chance, {
		operation: `template message (${sendOnce})`,
		node: 'officialAccount',
		path: '/cgi-bin/message/template/send',
		letters,
		parameters: {
			resource: 'templateMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			...orderUpdate(cast),
			options: { sendOnce, concurrency: chance.between(1, 50) },
		},
	});
	const repeatClientMsgId = chance.pick(['sameMsgid', 'newMsgid', 'zeroMsgid', 'error'] as const);
	const { check, parameters } = made;
	return {
		...made,
		settings: { ...made.settings, repeatClientMsgId },
		async check(seen) {
			const problems = await check(seen);
			if (sendOnce !== 'content') return problems;
			// The execution is repeated, as after a crash: now everybody has it, and still once.
			const repeated = await seen.again(parameters);
			// Not to have sent it is what the second run says of itself: the first one may have.
			const found = claims(repeated, letters.length).map((claim) => (claim === 'done' ? claim : undefined));
			const rest = arrivals(letters, found, await seen.inboxNow());
			return [...problems, ...rest.map((problem) => `repeated execution: ${problem}`)];
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
	return scene(chance, {
		operation: 'subscribe message',
		node: 'miniProgram',
		path: '/cgi-bin/message/subscribe/send',
		letters,
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
	const sendOnce = chance.pick(['content', 'off']);
	const made = scene(chance, {
		operation: `uniform message (${sendOnce})`,
		node: 'miniProgram',
		path: '/cgi-bin/message/(template|subscribe)/send',
		letters,
		parameters: {
			resource: 'uniformMessage',
			operation: 'send',
			route: 'auto',
			officialAccountOpenid: '={{ $json.official }}',
			miniProgramOpenid: '={{ $json.mini }}',
			...orderUpdate(cast),
			subscribeTemplateId: locator(subscribeTemplate),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: `=${SUBSCRIBE_VALUES}`,
			options: { sendOnce, concurrency: chance.between(1, 50) },
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
		path: '/cgi-bin/message/custom/send',
		letters,
		parameters: {
			resource: 'customerMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			messageType: 'text',
			text: '={{ $json.marker }}',
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
		path: '/cgi-bin/message/subscribe/bizsend',
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
		...made,
		async prepare(client) {
			for (const { id } of people) await client.grant(id, template);
		},
	};
};
