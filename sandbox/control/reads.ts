// What the control API tells: people, inboxes, numbers, what is switched on.
import type { Router } from 'express';
import { findPerson, listPeople, templateViews } from './actions';
import { type Doors, type SandboxHandle } from './handle';
import { schemas } from './schemas';

/** Adds the routes that only tell how things stand. */
export function addReads(control: Router, handle: SandboxHandle, { reading }: Doors) {
	control.get(
		'/accounts',
		reading(schemas.nothing, () => handle.accounts()),
	);
	control.get('/templates', reading(schemas.nothing, templateViews));
	control.get(
		'/one-time-template',
		reading(schemas.nothing, (world) => ({ id: world.oneTime.templateId })),
	);
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
				id === undefined ? world.inbox.all() : world.inbox.ofPerson(world.people.idOf(findPerson(world, id)));
			const own = openid === undefined ? messages : messages.filter((message) => message.openid === openid);
			return limit === undefined ? own : own.slice(-limit);
		}),
	);
	control.get(
		'/inbox-summary',
		reading(schemas.nothing, (world) => world.inbox.summary()),
	);
}
