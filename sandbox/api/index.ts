// The WeChat side of the sandbox: every endpoint, a router for each area.
import express, { type ErrorRequestHandler, Router } from 'express';
import type { World } from '../world/world';
import { accountEndpoints } from './account';
import { codeAndLinkEndpoints } from './codesAndLinks';
import { customerMessageEndpoints } from './customerMessage';
import { type Endpoint, Server } from './endpoint';
import { WechatError } from './errors';
import { followerEndpoints } from './follower';
import { followerGroupEndpoints } from './followerGroups';
import { loginEndpoints } from './login';
import { mediaEndpoints } from './media';
import { subscribeMessageEndpoints } from './subscribeMessage';
import { templateLibraryEndpoints } from './templateLibrary';
import { templateMessageEndpoints } from './templateMessage';
import { tokenEndpoints } from './token';

const AREAS: Endpoint[][] = [
	tokenEndpoints,
	loginEndpoints,
	followerEndpoints,
	templateMessageEndpoints,
	subscribeMessageEndpoints,
	templateLibraryEndpoints,
	followerGroupEndpoints,
	customerMessageEndpoints,
	mediaEndpoints,
	codeAndLinkEndpoints,
	accountEndpoints((path) => BY_PATH.get(path)),
];

const BY_PATH = new Map(AREAS.flat().map((endpoint) => [endpoint.path, endpoint]));

const unknownPath: Endpoint = {
	path: '(unknown)',
	method: 'any',
	token: 'none',
	handle() {
		throw new WechatError(40066);
	},
};

/** WeChat gives up on such a request without an answer worth reading. */
const onBrokenBody: ErrorRequestHandler = (error, _req, res, next) => {
	if (res.headersSent) next(error);
	else res.status(413).end();
};

/** @param world the world in force, asked for at each call */
export function wechatApi(world: () => World): Router {
	const server = new Server(world);
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
