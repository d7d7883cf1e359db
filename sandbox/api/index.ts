// The WeChat side of the sandbox: every endpoint, a router for each area.
import express, { type ErrorRequestHandler, Router } from 'express';
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';
import type { World } from '../world/world';
import type { Caller } from '../worlds';
import { accountEndpoints } from './account';
import { blockListEndpoints } from './blockList';
import { codeAndLinkEndpoints } from './codesAndLinks';
import { customerMessageEndpoints } from './customerMessage';
import type { Endpoint } from './call';
import { followerEndpoints } from './follower';
import { jsSdkEndpoints } from './jsSdk';
import { loginEndpoints } from './login';
import { mediaEndpoints } from './media';
import { menuEndpoints } from './menu';
import { oneTimeMessageEndpoints } from './oneTimeMessage';
import { Server } from './server';
import { subscribeMessageEndpoints } from './subscribeMessage';
import { tagEndpoints } from './tags';
import { templateLibraryEndpoints } from './templateLibrary';
import { templateMessageEndpoints } from './templateMessage';
import { tokenEndpoints } from './token';
import { webLoginEndpoints } from './webLogin';

const AREAS: Endpoint[][] = [
	tokenEndpoints,
	loginEndpoints,
	webLoginEndpoints,
	jsSdkEndpoints,
	followerEndpoints,
	templateMessageEndpoints,
	oneTimeMessageEndpoints,
	subscribeMessageEndpoints,
	templateLibraryEndpoints,
	tagEndpoints,
	blockListEndpoints,
	customerMessageEndpoints,
	mediaEndpoints,
	menuEndpoints,
	codeAndLinkEndpoints,
	accountEndpoints((path) => endpointAt(path)),
];

const BY_PATH = new Map(AREAS.flat().map((endpoint) => [endpoint.path, endpoint]));

/** @returns what the sandbox has at a path, such as `/cgi-bin/tags/get` */
export const endpointAt = (path: string): Endpoint | undefined => BY_PATH.get(path);

/** @returns the paths that an account may call, in the order of their areas; all of them without one */
export const pathsFor = (account?: AccountName): string[] =>
	[...BY_PATH.values()]
		.filter(({ token }) => account === undefined || ['either', 'none', account].includes(token))
		.map(({ path }) => path);

const unknownPath: Endpoint = {
	path: '(unknown)',
	method: 'any',
	token: 'none',
	handle() {
		throw new WechatRefusal(40066);
	},
};

/** WeChat gives up on such a request without an answer worth reading. */
const onBrokenBody: ErrorRequestHandler = (error, _req, res, next) => {
	if (res.headersSent) next(error);
	else res.status(413).end();
};

/** @param worldOf the world in force in which the caller is known, asked for at each call */
export function wechatApi(worldOf: (caller: Caller) => World): Router {
	const server = new Server(worldOf);
	const api = Router();
	api.use(express.raw({ type: () => true, limit: '25mb' }), onBrokenBody);
	for (const endpoints of AREAS) {
		const area = Router({ caseSensitive: true, strict: true });
		for (const endpoint of endpoints) area.all(endpoint.path, server.handler(endpoint));
		api.use(area);
	}
	api.use(server.handler(unknownPath));
	return api;
}
