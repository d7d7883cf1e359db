/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Every place in a WeChat console that code or a document names is one of the table's, so that none is left behind when WeChat
// moves it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	BINDING_PLACES,
	MINI_PROGRAM_PLACES,
	OFFICIAL_ACCOUNT_PLACES,
	TEST_ACCOUNT_PLACES,
} from '../../../wechat/consoles';
import { filesBelow, root } from '../docs/pages';

const TABLE = 'wechat/consoles.ts';

const code = ['wechat', 'nodes', 'credentials']
	.flatMap((folder) => filesBelow(join(root, folder), '.ts'))
	.filter((file) => file !== TABLE);
const documents = filesBelow(root, '.md').concat(filesBelow(join(root, 'examples'), '.json'));

/** A path through menus, as texts write it: at least two words with the sign between them, one of them Chinese. */
const STEP = '[\\p{L}\\p{N}._/]+(?: (?:\\([\\p{L}\\p{N}._/]+\\)|IP白名单|scheme|拉起此小程序))*';
const PATH = new RegExp(`${STEP}(?:\\s*›\\s*${STEP})+`, 'gu');

const withoutAddress = (place: string): string =>
	place
		.replace(/ \([^)]*\)/g, '')
		.replace(/\s+/g, ' ')
		.replace(/\.$/, '');

const places = [OFFICIAL_ACCOUNT_PLACES, TEST_ACCOUNT_PLACES, MINI_PROGRAM_PLACES, BINDING_PLACES]
	.flatMap((table) => Object.values(table))
	.map(withoutAddress);

const pathsIn = (file: string): string[] =>
	(readFileSync(join(root, file), 'utf8').replaceAll('\\n', '\n').match(PATH) ?? []).filter((found) =>
		/\p{Script=Han}/u.test(found),
	);

/** Places that are gone, or never were: what the developer settings and the binding were called until 2025-12-01. */
const GONE = [
	/基本配置/,
	/开发信息/,
	/设置与开发 › (?!账号设置)/,
	/服务器配置/,
	/管理中心 › (?!公众账号)/,
	/开发管理 › 接口权限/,
];

it('the table names no place that is gone', () => {
	expect(places.length).toBeGreaterThan(25);
	expect(places.filter((place) => GONE.some((gone) => gone.test(place)))).toEqual([]);
});

it.each(code)('%s takes the places it names from the table', (file) => {
	expect(pathsIn(file)).toEqual([]);
});

it.each(documents)('%s names only places of the table', (file) => {
	const unknown = pathsIn(file).filter(
		(found) => !places.some((place) => place.includes(withoutAddress(found))),
	);
	expect(unknown).toEqual([]);
});

it.each([...code, ...documents])('%s names no place that is gone', (file) => {
	const lines = readFileSync(join(root, file), 'utf8').split('\n');
	expect(lines.filter((line) => GONE.some((gone) => gone.test(line)))).toEqual([]);
});
