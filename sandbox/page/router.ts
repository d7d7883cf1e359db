// The sandbox's page, at its address: accounts to copy, people and what they do, inboxes, the calls, faults to switch on.
// The test account has a page of the same make. Plain HTML from the server; one short script renews what changes and
// copies what is clicked.
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { findPerson, listPeople } from '../control/actions';
import { ControlError } from '../refusal';
import { TEST_ACCOUNT_PATH } from '../types';
import type { World } from '../world/world';
import { accountsView } from './accounts';
import { ACTS, type Told } from './acts';
import { callsView, faultsView } from './activity';
import { type Html, html } from './html';
import { peopleList, personView } from './people';
import { SCRIPT, STYLE } from './style';

const SHOWN_PEOPLE = 12;

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
function toldView(told: string, personId: string | undefined): Html {
	const here = personId === undefined ? '?' : `?person=${encodeURIComponent(personId)}`;
	return html`<p class="told" role="status">
		${told} <a href="${here}" title="Close" aria-label="Close">✕</a>
	</p>`;
}

function page(world: World, baseUrl: string, query: { person?: string; told?: string }): Html {
	const people = listPeople(world, { limit: SHOWN_PEOPLE });
	const id = query.person ?? people[0]?.id;
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
				${headerView(world, baseUrl)} ${query.told ? toldView(query.told, person?.id) : undefined}
				<main>
					<nav>
						<h2>People</h2>
						${peopleList(world, people, person?.id)}
					</nav>
					<div class="person">${person === undefined ? undefined : personView(world, person)}</div>
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

const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** @param world the world in force, asked for at each call */
export function sandboxPage(world: () => World): Router {
	const router = Router();
	router.get('/', (req: Request, res: Response, next: NextFunction) => {
		const query = { person: text(req.query.person), told: text(req.query.told) };
		try {
			res.type('html').send(page(world(), `http://${req.headers.host}`, query).text);
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
		async (req: Request, res: Response, next: NextFunction) => {
			const form = req.body as Record<string, string>;
			let told: Told;
			try {
				told = Object.hasOwn(ACTS, form.action)
					? await ACTS[form.action](world(), form)
					: 'There is no such button.';
			} catch (error) {
				if (!(error instanceof ControlError)) return next(error);
				told = `Not done: ${error.message}.`;
			}
			// Whoever is shown stays, also when the button was about an account.
			const person = text(form.personId) ?? text(req.query.person);
			const query = new URLSearchParams({
				...(person ? { person } : {}),
				...(told ? { told } : {}),
			});
			// So that a reload does not do it again.
			res.redirect(303, `${req.baseUrl}/?${query.toString()}`);
		},
	);
	return router;
}
