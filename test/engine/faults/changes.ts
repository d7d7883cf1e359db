// Changes of the account itself: its menu, its tags, its quotas; links that it makes, and the sign that somebody is typing.
import type { IDataObject } from 'n8n-workflow';
import { deed } from './deeds';
import { claims } from './oracle';
import type { Cast, SceneMaker, Seen } from './scene';

const heldBy = (name: string) => (call: { body?: unknown }, item: IDataObject) =>
	JSON.stringify(call.body ?? {}).includes(String(item[name]));

/** The last of several menus stays, as far as it is known which one that is. */
async function lastMenuStays(seen: Seen, items: IDataObject[]): Promise<string[]> {
	if (seen.result.error) return [];
	const claimed = claims(seen.result, items.length);
	const last = claimed.map((claim) => claim !== 'notDone').lastIndexOf(true);
	if (claimed[last] !== 'done') return [];
	const { json } = await seen.again({ resource: 'menu', operation: 'get' });
	return JSON.stringify(json[0]).includes(String(items[last].marker)) ? [] : ['the last menu did not stay'];
}

export const createMenu: SceneMaker = (chance, _cast, marker) => {
	const items: IDataObject[] = Array.from({ length: chance.between(1, 3) }, (_, at) => ({
		marker: marker(at),
		menu: JSON.stringify({ button: [{ type: 'click', name: 'Orders', key: marker(at) }] }),
	}));
	return deed(chance, {
		operation: 'create menu',
		node: 'officialAccount',
		parameters: { resource: 'menu', operation: 'create', menuMode: 'json', menuJson: '={{ $json.menu }}' },
		items,
		path: '/cgi-bin/menu/create',
		mark: (item) => String(item.marker),
		isAbout: heldBy('marker'),
		isRight: (row, item) => row.created === true && JSON.stringify(row.menu).includes(String(item.marker)),
		also: async (seen) => await lastMenuStays(seen, items),
	});
};

export const deleteMenu: SceneMaker = (chance) =>
	deed(chance, {
		operation: 'delete menu',
		node: 'officialAccount',
		parameters: { resource: 'menu', operation: 'delete' },
		items: [{}],
		path: '/cgi-bin/menu/delete',
		isAbout: () => true,
		isRight: (row) => row.deleted === true,
	});

/** The tags of its own that a fresh account has. */
const OWN_TAGS = [100, 101];

export const changeTag: SceneMaker = (chance, _cast, marker) => {
	const renames = chance.yes(0.4);
	const items: IDataObject[] = chance
		.some(OWN_TAGS, chance.between(1, 2))
		.map((id, at) => ({ id, name: marker(at) }));
	return deed(chance, {
		operation: renames ? 'update tag' : 'delete tag',
		node: 'officialAccount',
		parameters: {
			resource: 'tag',
			operation: renames ? 'update' : 'delete',
			tagId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			...(renames ? { name: '={{ $json.name }}' } : {}),
		},
		items,
		path: renames ? '/cgi-bin/tags/update' : '/cgi-bin/tags/delete',
		mark: ({ id }) => `"id":${String(id)}`,
		isAbout: ({ body }, { id }) => (body as { tag: { id: unknown } }).tag.id === id,
		// To rename it again gives it the same name.
		once: !renames,
		isRight: (row, { id, name }) => (renames ? row.id === id && row.name === name : row.deleted === true),
		async also(seen) {
			const { json } = await seen.again({ resource: 'tag', operation: 'getAll', returnAll: true });
			const gone = OWN_TAGS.filter((id) => json.every((tag) => tag.id !== id));
			const wanted = renames ? [] : items.map(({ id }) => id);
			return gone
				.filter((id) => !wanted.includes(id))
				.map((id) => `tag ${id} is gone, and nobody asked for it`);
		},
	});
};

export const clearQuota: SceneMaker = (chance) => {
	const node = chance.pick(['officialAccount', 'miniProgram'] as const);
	const isWhole = chance.yes(0.4);
	const path = isWhole ? '/cgi-bin/clear_quota' : '/cgi-bin/openapi/quota/clear';
	// Both accounts may call these; items that name the same one share a clearing.
	const paths = ['/cgi-bin/message/custom/send', '/wxaapi/newtmpl/gettemplate'];
	const items: IDataObject[] = Array.from({ length: chance.between(1, 3) }, () => ({
		path: chance.pick(paths),
	}));
	return deed(chance, {
		operation: 'clear quota',
		node,
		parameters: {
			resource: 'account',
			operation: 'clearQuota',
			scope: isWhole ? 'account' : 'interface',
			...(isWhole ? {} : { cgiPath: 'custom', customPath: '={{ $json.path }}' }),
		},
		items,
		path,
		isAbout: ({ body }, item) => isWhole || (body as IDataObject).cgi_path === item.path,
		once: true,
		isRight: (row) => row.cleared === true,
	});
};

/** How each kind of link is asked for, and what it begins with. */
const LINKS = {
	createShortLink: { path: '/wxa/genwxashortlink', field: 'link', begins: '#Mini Program://' },
	createUrlLink: { path: '/wxa/generate_urllink', field: 'url_link', begins: 'https://' },
	createScheme: { path: '/wxa/generatescheme', field: 'openlink', begins: 'weixin://' },
	createQrCode: { path: '/wxa/getwxacodeunlimit', field: 'scene', begins: '' },
};

export const createLink: SceneMaker = (chance, _cast, marker) => {
	const operation = chance.weighted([
		[4, 'createShortLink'],
		[1, 'createUrlLink'],
		[1, 'createScheme'],
		[1, 'createQrCode'],
	] as const);
	const { path, field, begins } = LINKS[operation];
	const permanent = operation === 'createShortLink' && chance.yes(0.7);
	const items = Array.from({ length: chance.between(1, 3) }, (_, at) => ({ marker: marker(at) }));
	const asked: Record<typeof operation, IDataObject> = {
		createShortLink: { pageUrl: '=pages/index/index?x={{ $json.marker }}', permanent },
		createUrlLink: { path: '', query: '=x={{ $json.marker }}' },
		createScheme: { path: '', query: '=x={{ $json.marker }}' },
		createQrCode: { scene: '={{ $json.marker }}', page: '', binaryPropertyName: 'data' },
	};
	return deed(chance, {
		operation: `${operation}${permanent ? ' (permanent)' : ''}`,
		node: 'miniProgram',
		parameters: { resource: 'link', operation, ...asked[operation] } as never,
		items,
		path,
		mark: (item) => String(item.marker),
		isAbout: heldBy('marker'),
		once: permanent,
		isRight: (row) => typeof row[field] === 'string' && row[field].startsWith(begins),
		also({ result }) {
			const made = result.error ? [] : result.items.filter(({ json }) => json.error === undefined);
			const pictures = made.filter(({ binary }) => binary?.data?.mimeType.startsWith('image/'));
			return operation === 'createQrCode' && pictures.length < made.length
				? ['a code without its picture']
				: [];
		},
	});
};

export const typing: SceneMaker = (chance, cast: Cast) => {
	const node = chance.pick(['officialAccount', 'miniProgram'] as const);
	const pool = cast.followers.filter(({ miniProgramOpenid }) => miniProgramOpenid);
	const items: IDataObject[] = chance.some(pool, chance.between(1, 3)).map((person) => ({
		id: person.id,
		openid: node === 'miniProgram' ? person.miniProgramOpenid : person.officialAccountOpenid,
	}));
	return deed(chance, {
		operation: 'set typing',
		node,
		parameters: {
			resource: 'customerMessage',
			operation: 'setTyping',
			openid: '={{ $json.openid }}',
			command: 'Typing',
		},
		items,
		path:
			node === 'miniProgram' ? '/cgi-bin/message/custom/business/typing' : '/cgi-bin/message/custom/typing',
		mark: ({ openid }) => String(openid),
		isAbout: heldBy('openid'),
		isRight: (row, { openid }) => row.openid === openid && row.typing === true,
		async prepare(client) {
			for (const { id } of items) await client.sendText(String(id), node, 'hello');
		},
	});
};
