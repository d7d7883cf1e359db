// A login as the mini program does it, through the webhook of the example.
import axios from 'axios';
import type { PersonView } from '../sandbox/types';
import { loginUrl } from './examples';
import type { Stage } from './stage';

export interface LoginAnswer {
	status: number;
	body: Record<string, unknown>;
}

/** Posts a login code to the example's webhook as the mini program would. */
export async function postCode(stage: Stage, body: unknown): Promise<LoginAnswer> {
	const { status, data } = await axios.post<Record<string, unknown>>(loginUrl(stage), body, {
		validateStatus: () => true,
		proxy: false,
	});
	return { status, body: data };
}

/** The person opens the mini program. @returns what the mini program was answered */
export async function logIn(stage: Stage, person: PersonView): Promise<LoginAnswer> {
	const { code } = await stage.sandbox.login(person.id);
	return await postCode(stage, { code });
}
