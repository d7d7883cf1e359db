// Calls about things: media, tags, QR codes, template lists, the diagnosis.
import images from '../../../sandbox/images.json';
import { claimProblems, claims } from './oracle';
import { faultsFor, tokenFaults } from './plan';
import type { Chance } from './random';
import { randomMode } from './scene';
import type { Scene, SceneMaker, Seen } from './scene';

/** Ten tries of each call, for each attempt of Retry On Fail; the diagnosis asks for the quota of each interface. */
const MOST_CALLS = 30;
const MOST_QUOTA_CALLS = 700;

function thing(
	chance: Chance,
	what: Pick<Scene, 'operation' | 'parameters' | 'items' | 'binary'> &
		Partial<Pick<Scene, 'node'>> & { path: string },
	isRight: (seen: Seen) => string[],
): Scene {
	return {
		node: 'officialAccount',
		...what,
		mode: randomMode(chance),
		settings: {},
		faults: [...tokenFaults(chance), ...faultsFor(chance, { path: what.path }, 0.8)],
		mostCalls: what.operation === 'diagnose' ? MOST_QUOTA_CALLS : MOST_CALLS * what.items.length,
		check: isRight,
	};
}

/** Only what came without an error can be looked at. */
const rowsOf = ({ result }: Seen) =>
	result.error ? [] : result.json.filter(({ error }) => error === undefined);
const unless = (holds: boolean, problem: string): string[] => (holds ? [] : [problem]);

export const mediaUpload: SceneMaker = (chance) => {
	const items = Array.from({ length: chance.between(1, 3) }, () => ({}));
	return thing(
		chance,
		{
			operation: 'media upload',
			node: chance.pick(['officialAccount', 'miniProgram'] as const),
			parameters: { resource: 'media', operation: 'upload', type: 'image', binaryPropertyName: 'data' },
			items,
			binary: items.map(() => ({ data: { data: images.png, mimeType: 'image/png', fileName: 'photo.png' } })),
			path: '/cgi-bin/media/upload',
		},
		(seen) =>
			unless(
				rowsOf(seen).every((row) => /^[\w-]{20,}$/.test(String(row.media_id))),
				'an upload without a media_id',
			),
	);
};

export const createTag: SceneMaker = (chance, _cast, marker) => {
	const items = Array.from({ length: chance.between(1, 3) }, (_, at) => ({ name: marker(at) }));
	const path = '/cgi-bin/tags/create';
	return thing(
		chance,
		{
			operation: 'create tag',
			parameters: { resource: 'tag', operation: 'create', name: '={{ $json.name }}' },
			items,
			path,
		},
		(seen) => {
			const done = seen.calls.filter((call) => call.path === path && call.tookEffect);
			const nameOf = (body: unknown) => (body as { tag?: { name?: string } }).tag?.name;
			const timesDone = (index: number) =>
				done.filter(({ body }) => nameOf(body) === items[index].name).length;
			const nameless = rowsOf(seen).some((row) => typeof row.id !== 'number');
			return [
				...unless(!nameless, 'a created tag without an id'),
				...claimProblems(claims(seen.result, items.length), timesDone),
			];
		},
	);
};

export const qrCode: SceneMaker = (chance) =>
	thing(
		chance,
		{
			operation: 'QR code with picture',
			parameters: {
				resource: 'qrCode',
				operation: 'create',
				actionName: 'QR_STR_SCENE',
				scene: 'customer-42',
				expireSeconds: 3600,
				download: true,
				binaryPropertyName: 'data',
			},
			items: [{}],
			path: '/cgi-bin/(qrcode/create|showqrcode)',
		},
		(seen) => {
			const rows = rowsOf(seen);
			const pictures = seen.result.items.filter(({ binary }) => binary?.data?.mimeType.startsWith('image/'));
			return [
				...unless(
					rows.every(({ ticket }) => typeof ticket === 'string' && ticket.length > 20),
					'a QR code without a ticket',
				),
				...unless(rows.length === (seen.result.error ? 0 : pictures.length), 'a QR code without its picture'),
			];
		},
	);

export const smallLists: SceneMaker = (chance) => {
	const tags = chance.yes(0.5);
	return thing(
		chance,
		{
			operation: tags ? 'list tags' : 'list templates',
			parameters: { resource: tags ? 'tag' : 'templateMessage', operation: 'getAll', returnAll: true },
			items: [{}],
			path: tags ? '/cgi-bin/tags/get' : '/cgi-bin/template/get_all_private_template',
		},
		(seen) =>
			unless(
				seen.result.error !== undefined ||
					seen.result.json.some(({ error }) => error) ||
					rowsOf(seen).length === 5,
				'an incomplete list',
			),
	);
};

export const diagnosis: SceneMaker = (chance) =>
	thing(
		chance,
		{
			operation: 'diagnose',
			parameters: { resource: 'account', operation: 'diagnose' },
			items: [{}],
			path: '/cgi-bin/.*',
		},
		(seen) =>
			unless(
				rowsOf(seen).every(({ check, finding }) => check && finding),
				'a finding without words',
			),
	);
