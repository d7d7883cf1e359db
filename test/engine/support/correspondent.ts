// Somebody known to both accounts, who writes to them: only then may they answer.
import type { AccountName } from '../../../sandbox/types';
import type { Fixture } from './fixture';

/** @returns a person, by the openid in each account, and what makes them write to one */
export async function findCorrespondent({ client }: Fixture) {
	const [person] = await client.people({ linked: true, limit: 1 });
	return {
		id: person.id,
		openid: (account: AccountName) =>
			String(account === 'miniProgram' ? person.miniProgramOpenid : person.officialAccountOpenid),
		write: async (account: AccountName) => await client.sendText(person.id, account, 'Hello'),
	};
}

export type Correspondent = Awaited<ReturnType<typeof findCorrespondent>>;
