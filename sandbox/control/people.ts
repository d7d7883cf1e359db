// What the control API lets people do, and the account's owner in the console.
import type { Router } from 'express';
import { configurePage, openPage } from '../pages';
import { keepMedia } from '../world/media';
import {
	blockMessage,
	findPerson,
	follow,
	grant,
	listPeople,
	openData,
	pushRaw,
	refuseTemplate,
	scan,
	sendFile,
	sendMessage,
	unfollow,
} from './actions';
import { addConditionalMenu, addTemplate, publishArticle, setPush } from './console';
import type { Doors } from './handle';
import { schemas } from './schemas';

/** Adds the routes by which people do something. */
export function addPeople(control: Router, { reading, doing }: Doors) {
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
		'/pay',
		doing(schemas.pay, (world, { personId, outTradeNo }) =>
			world.payments.pay(findPerson(world, personId), outTradeNo),
		),
	);
	control.get(
		'/old-account',
		reading(schemas.people, (world, filter) => ({
			appId: world.oldAccount.appId,
			openids: Object.fromEntries(
				listPeople(world, filter).map(({ id }) => [
					id,
					world.oldAccount.openids.encode(findPerson(world, id)),
				]),
			),
		})),
	);
	control.post(
		'/open-page',
		doing(schemas.openPage, (world, { personId, url, answer }) =>
			openPage(world, findPerson(world, personId), url, answer),
		),
	);
	control.post('/configure-page', doing(schemas.configurePage, configurePage));
	control.post(
		'/phone',
		doing(schemas.person, (world, { personId }) => {
			world.phoneOwner = findPerson(world, personId);
		}),
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
		'/send-file',
		doing(
			schemas.sendFile,
			async (world, { personId, account, ...file }) =>
				await sendFile(world, findPerson(world, personId), account, file),
		),
	);
	control.post(
		'/block-message',
		doing(schemas.blockMessage, (world, { personId, templateId, sentAt }) =>
			blockMessage(world, findPerson(world, personId), templateId, sentAt),
		),
	);
	control.post(
		'/permanent-media',
		doing(schemas.permanentMedia, (world, { contentType, base64 }) => ({
			media_id: keepMedia(world, contentType, Buffer.from(base64, 'base64'), 'permanent'),
		})),
	);
	control.post(
		'/console-menu',
		doing(schemas.consoleMenu, (world, { selfmenu }) => {
			world.menu.console = selfmenu ?? undefined;
		}),
	);
	control.post('/conditional-menu', doing(schemas.conditionalMenu, addConditionalMenu));
	control.post('/publish-article', doing(schemas.nothing, publishArticle));
	control.post(
		'/push',
		doing(schemas.push, async (world, { account, ...target }) => await setPush(world, account, target)),
	);
	control.post(
		'/add-template',
		doing(schemas.addTemplate, (world, written) => addTemplate(world, written)),
	);
	control.post(
		'/push-raw',
		doing(schemas.pushRaw, async (world, raw) => await pushRaw(world, raw)),
	);
}
