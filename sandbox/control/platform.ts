// What the control API does to the platform itself: reset, switches, faults, tokens, secrets, the clock.
import type { Router } from 'express';
import { ACCOUNTS } from '../world/world';
import { type Doors, type SandboxHandle } from './handle';
import { schemas } from './schemas';

/** Adds the routes by which the platform changes: settings, faults, tokens, time. */
export function addPlatform(control: Router, handle: SandboxHandle, { doing }: Doors) {
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
}
