// The sandbox's page, at its address: accounts to copy, people and what they do, inboxes, pushes and calls, faults to
// switch on.
// The test account has a page of the same make. Plain HTML from the server; one short script renews what changes and
// copies what is clicked.
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { findPerson } from '../control/actions';
import { ControlError } from '../refusal';
import { TEST_ACCOUNT_PATH } from '../types';
import type { World } from '../world/world';
import { accountsView } from './accounts';
import { ACTS, type Told } from './acts';
import { callsView, faultsView } from './activity';
import { type Html, html } from './html';
import { peopleAt, peopleList, personView } from './people';
import { leadTo, type Place, placeIn, textIn } from './place';
import { pushesView } from './pushes';
import { SCRIPT, STYLE } from './style';

const MOST_UPLOADED = '12mb';

function headerView(world: World, baseUrl: string): Html {
	const places: Array<[string, string, boolean]> = [
		['/', 'Official Account and Mini Program', !world.isTestAccount],
		[TEST_ACCOUNT_PATH, 'Test account (测试号)', world.isTestAccount],
	];
	return html`<header>
		<h1>WeChat sandbox</h1>
		<p>A WeChat platform of its own at <code>${baseUrl}</code>. Click any value to copy it.</p>
		<p class="places">
			${places.map(([path, name, isHere]) => (isHere ? html`<b>${name}</b>` : html`<a href="${path}">${name}</a>`))}
		</p>
	</header>`;
}

/** What was done last. It goes with a click, and with a reload: the script takes it out of the address. */
const toldView = (told: string, place: Place): Html =>
	html`<p class="told" role="status">
		${told} <a href="${leadTo(place)}" title="Close" aria-label="Close">✕</a>
	</p>`;

function page(world: World, baseUrl: string, place: Place, told?: string): Html {
	const found = peopleAt(world, place);
	const id = place.person ?? found.people[0]?.id;
	const person = id === undefined ? undefined : world.personView(findPerson(world, id));
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<title>WeChat sandbox</title>
				<style>
					${STYLE}
				</style>
			</head>
			<body>
				${headerView(world, baseUrl)} ${told ? toldView(told, { ...place, person: person?.id }) : undefined}
				<main>
					<nav>
						<h2>People</h2>
						${peopleList(world, found, place, person?.id)}
					</nav>
					<div class="person">
						${person === undefined ? undefined : personView(world, person)}
						<h2>Latest pushes</h2>
						<div data-live="pushes">${pushesView(world)}</div>
					</div>
					<aside>
						<h2>Accounts</h2>
						${accountsView(world, baseUrl)}
						<h2>Trouble</h2>
						${faultsView(world)}
						<h2>Calls</h2>
						<div data-live="calls">${callsView(world)}</div>
					</aside>
				</main>
				<script>
					${SCRIPT};
				</script>
			</body>
		</html>`;
}

/** What a form holds; a file in it becomes `base64` and `contentType`. */
async function formOf(req: Request): Promise<Record<string, string>> {
	if (!Buffer.isBuffer(req.body)) return (req.body ?? {}) as Record<string, string>;
	const headers = { 'content-type': req.headers['content-type'] ?? '' };
	const read = await new Response(new Uint8Array(req.body), { headers }).formData().catch(() => undefined);
	if (read === undefined) throw new ControlError(400, 'the form cannot be read');
	const parts = [...read.entries()];
	const fields = await Promise.all(
		parts.map(async ([name, value]): Promise<Array<[string, string]>> => {
			if (typeof value === 'string') return [[name, value]];
			// A field for a file that nobody chose comes empty.
			if (value.size === 0) return [];
			const bytes = Buffer.from(await value.arrayBuffer());
			return [
				['base64', bytes.toString('base64')],
				['contentType', value.type],
			];
		}),
	);
	return Object.fromEntries(fields.flat());
}

/** @param world the world in force, asked for at each call */
export function sandboxPage(world: () => World): Router {
	const router = Router();
	router.get('/', (req: Request, res: Response, next: NextFunction) => {
		const told = textIn(req.query.told);
		try {
			const shown = page(world(), `http://${req.headers.host}`, placeIn(req.query), told);
			res.type('html').send(shown.text);
		} catch (error) {
			if (!(error instanceof ControlError)) return next(error);
			res
				.status(error.status)
				.type('html')
				.send(
					html`<p>${error.message}</p>
						<a href="?">Back</a>`.text,
				);
		}
	});
	router.post(
		'/',
		express.urlencoded({ extended: false }),
		express.raw({ type: 'multipart/form-data', limit: MOST_UPLOADED }),
		async (req: Request, res: Response, next: NextFunction) => {
			let told: Told;
			let form: Record<string, string> = {};
			try {
				form = await formOf(req);
				told = Object.hasOwn(ACTS, form.action)
					? await ACTS[form.action](world(), form)
					: 'There is no such button.';
			} catch (error) {
				if (!(error instanceof ControlError)) return next(error);
				told = `Not done: ${error.message}.`;
			}
			// Whoever is shown stays, also when the button was about an account; and so does what was looked for.
			const place = placeIn(req.query);
			const person = textIn(form.personId) ?? place.person;
			// So that a reload does not do it again.
			res.redirect(303, `${req.baseUrl}/${leadTo({ ...place, person }, told)}`);
		},
	);
	return router;
}
