// What a trigger's panel offers to wait for.
import { eventChoices } from '../../../../../nodes/shared/push/parameters';

test.each(['officialAccount', 'miniProgram'] as const)(
	'%s: the panel offers any event first, then each topic together',
	(account) => {
		const [any, ...names] = eventChoices(account).map(({ name }) => name);
		expect(any).toBe('Any Event or Message');
		const topics = names.map((name) => name.split(': ')[0]);
		const runs = topics.filter((topic, at) => topic !== topics[at - 1]);
		expect(runs).toEqual([...new Set(runs)].sort());
		expect(topics).toContain('Message');
	},
);
