// The control API under /sandbox: reads are GET, everything else POST with a JSON body.
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AccountName } from '../types';
import { ACCOUNTS, type World } from '../world/world';
import {
	findPerson,
	follow,
	grant,
	listPeople,
	openData,
	pushRaw,
	refuseTemplate,
	scan,
	sendMessage,
	templateViews,
	unfollow,
} from './actions';
import { ControlError } from './errors';
import { schemas } from './schemas';

export interface SandboxHandle {
	world(): World;
	/** Starts a fresh world in place of the present one. */
	reset(followers?: number): void;
}

const DONE = { ok: true };

/** @throws ControlError 400 naming each wrong field */
function checked<S extends z.ZodTypeAny>(schema: S, input: unknown): z.output<S> {
	const result = schema.safeParse(input) as z.SafeParseReturnType<unknown, z.output<S>>;
	if (result.success) return result.data;
	const problems = result.error.issues.map(({ path, message }) =>
		path.length > 0 ? `${path.join('.')}: ${message}` : message,
	);
	throw new ControlError(400, problems.join('; '));
}

function accountsOf(world: World) {
	const view = (name: AccountName) => {
		const { appId, appSecret, originalId, pushToken, encodingAesKey } = world.accounts[name];
		return { appId, appSecret, originalId, pushToken, encodingAesKey };
	};
	return Object.fromEntries(ACCOUNTS.map((name) => [name, view(name)]));
}

const onError: ErrorRequestHandler = (error: Error, _req, res, next) => {
	if (res.headersSent) {
		next(error);
		return;
	}
	const status = error instanceof ControlError ? error.status : error instanceof SyntaxError ? 400 : 500;
	res.status(status).json({ error: error.message });
};

export function controlApi(handle: SandboxHandle): Router {
	const control = Router();
	control.use(express.json({ limit: '25mb' }));

	const on =
		(read: (req: Request) => unknown) =>
		<S extends z.ZodTypeAny>(schema: S, act: (world: World, input: z.output<S>) => unknown) =>
		async (req: Request, res: Response) => {
			const answer = await act(handle.world(), checked(schema, read(req)));
			res.json(answer ?? DONE);
		};
	const reading = on((req) => req.query);
	const doing = on((req) => (req.body as unknown) ?? {});

	control.get('/accounts', reading(schemas.nothing, accountsOf));
	control.get('/templates', reading(schemas.nothing, templateViews));
	control.get(
		'/counters',
		reading(schemas.nothing, (world) => world.counter.view()),
	);
	control.get(
		'/calls',
		reading(schemas.calls, (world, { path }) => world.log.list(path)),
	);
	control.get(
		'/settings',
		reading(schemas.nothing, (world) => world.settings),
	);
	control.get(
		'/faults',
		reading(schemas.nothing, (world) => world.faults.list()),
	);
	control.get('/people', reading(schemas.people, listPeople));
	control.get(
		'/person',
		reading(schemas.person, (world, { personId }) => world.personView(findPerson(world, personId))),
	);
	control.get(
		'/push-log',
		reading(schemas.nothing, (world) => world.push.entries()),
	);
	control.get(
		'/inbox',
		reading(schemas.inbox, (world, { openid, personId, limit }) => {
			const id = personId ?? openid;
			const messages =
				id === undefined ? world.inbox.all() : world.inbox.ofPerson(`p${findPerson(world, id)}`);
			const own = openid === undefined ? messages : messages.filter((message) => message.openid === openid);
			return limit === undefined ? own : own.slice(-limit);
		}),
	);
	control.get(
		'/inbox-summary',
		reading(schemas.nothing, (world) => world.inbox.summary()),
	);

	control.post(
		'/reset',
		doing(schemas.reset, (_world, { followers, secrets = {}, settings = {}, faults = [] }) => {
			handle.reset(followers);
			const world = handle.world();
			for (const name of ACCOUNTS)
				world.accounts[name].appSecret = secrets[name] ?? world.accounts[name].appSecret;
			world.patch(settings);
			for (const rule of faults) world.faults.add(rule);
		}),
	);
	control.post(
		'/reset-counters',
		doing(schemas.nothing, (world) => {
			world.counter.reset();
			world.log.clear();
		}),
	);
	control.post(
		'/settings',
		doing(schemas.settings, (world, patch) => world.patch(patch)),
	);
	control.post(
		'/fault',
		doing(schemas.fault, (world, rule) => world.faults.add(rule)),
	);
	control.post(
		'/clear-faults',
		doing(schemas.nothing, (world) => world.faults.clear()),
	);
	control.post(
		'/revoke-token',
		doing(schemas.revokeToken, (world, { account, kind }) => ({
			ended: world.tokens.end(account, 'revoked', kind),
		})),
	);
	control.post(
		'/expire-token',
		doing(schemas.revokeToken, (world, { account, kind }) => ({
			ended: world.tokens.end(account, 'expired', kind),
		})),
	);
	control.post(
		'/advance-clock',
		doing(schemas.advanceClock, (world, { ms }) => world.advanceClock(ms)),
	);
	control.post(
		'/freeze-secret',
		doing(schemas.freezeSecret, (world, { account, frozen }) => {
			world.accounts[account].isFrozen = frozen;
		}),
	);
	control.post(
		'/set-secret',
		doing(schemas.setSecret, (world, { account, secret }) => {
			world.accounts[account].appSecret = secret;
			if (world.settings.tokensAfterSecretReset === 'die') world.tokens.end(account, 'revoked');
		}),
	);

	control.post(
		'/login',
		doing(schemas.person, (world, { personId }) => ({
			code: world.sessions.issue(findPerson(world, personId), 'login'),
		})),
	);
	control.post(
		'/phone-code',
		doing(schemas.person, (world, { personId }) => ({
			code: world.sessions.issue(findPerson(world, personId), 'phone'),
		})),
	);
	control.post(
		'/open-data',
		doing(schemas.openData, (world, { personId, data }) =>
			openData(world, findPerson(world, personId), data),
		),
	);
	control.post(
		'/grant',
		doing(
			schemas.grant,
			async (world, { personId, templateId, times }) =>
				await grant(world, findPerson(world, personId), templateId, times),
		),
	);
	control.post(
		'/refuse-template',
		doing(
			schemas.refuseTemplate,
			async (world, { personId, templateId }) =>
				await refuseTemplate(world, findPerson(world, personId), templateId),
		),
	);
	control.post(
		'/refuse-messages',
		doing(schemas.personFlag, (world, { personId, on: refuses }) =>
			world.people.setRefuses(findPerson(world, personId), refuses),
		),
	);
	control.post(
		'/blacklist',
		doing(schemas.personFlag, (world, { personId, on: isListed }) =>
			world.people.setBlacklisted(findPerson(world, personId), isListed),
		),
	);
	control.post(
		'/follow',
		doing(
			schemas.follow,
			async (world, { personId, scene }) => await follow(world, findPerson(world, personId), scene),
		),
	);
	control.post(
		'/unfollow',
		doing(schemas.person, async (world, { personId }) => await unfollow(world, findPerson(world, personId))),
	);
	control.post(
		'/scan',
		doing(
			schemas.scan,
			async (world, { personId, scene }) => await scan(world, findPerson(world, personId), scene),
		),
	);
	control.post(
		'/send-text',
		doing(
			schemas.sendText,
			async (world, { personId, account, text }) =>
				await sendMessage(world, findPerson(world, personId), account, {
					fields: { MsgType: 'text', Content: text },
				}),
		),
	);
	control.post(
		'/send-message',
		doing(
			schemas.sendMessage,
			async (world, { personId, account, ...message }) =>
				await sendMessage(world, findPerson(world, personId), account, message),
		),
	);
	control.post(
		'/push',
		doing(schemas.push, async (world, { account, ...target }) => await world.push.setTarget(account, target)),
	);
	control.post(
		'/push-raw',
		doing(schemas.pushRaw, async (world, raw) => await pushRaw(world, raw)),
	);

	control.use((req: Request) => {
		throw new ControlError(404, `there is no ${req.method} ${req.originalUrl} in the control API`);
	});
	control.use(onError);
	return control;
}
