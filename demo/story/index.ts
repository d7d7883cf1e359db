// The story that `npm start` plays: sync, logins, a follow, an unfollow, a reminder run.
import { importExamples, reminderTemplates, type ExampleName } from '../../host/examples';
import type { Stage } from '../../host/stage';
import type { StepResult } from './checks';
import { enterPushUrl, followLinks, unfollowBlanks } from './follow';
import { loginLinks } from './login';
import { sendReminders } from './reminder';
import { syncFollowers } from './sync';

export interface StoryStep {
	title: string;
	run: () => Promise<StepResult>;
}

export interface Story {
	examples: Record<ExampleName, string>;
	steps: StoryStep[];
}

const followerCount = 25_000;

/** Imports the examples and casts the people. The steps build on each other and run in order. */
export async function prepareStory(stage: Stage): Promise<Story> {
	const { sandbox } = stage;
	const examples = await importExamples(stage);
	const [linked, leaver, ...followers] = await sandbox.people({ linked: true, limit: 7 });
	const [joiner, ...others] = await sandbox.people({ follows: false, usesMiniProgram: true, limit: 40 });
	const { subscribeTemplateId } = await reminderTemplates(stage);
	const unreachable = others.filter(({ rights }) => rights[subscribeTemplateId] === 0).slice(0, 2);
	const subscribers = others.filter((person) => !unreachable.includes(person)).slice(0, 3);

	const together = async (steps: Array<Promise<StepResult>>): Promise<StepResult> => {
		const results = await Promise.all(steps);
		return {
			told: [`${results.length} more people opened the mini program.`],
			checks: results.flatMap((r) => r.checks),
		};
	};
	const steps: StoryStep[] = [
		{
			title: 'Sync all followers into the link table',
			run: async () =>
				await syncFollowers(stage, examples['sync-followers'], { followers: followerCount, tokenCalls: [1] }),
		},
		{ title: 'A mini program login', run: async () => await loginLinks(stage, linked) },
		{
			title: 'More mini program logins, all at once',
			run: async () =>
				await together(
					[joiner, ...subscribers, ...unreachable].map(async (person) => await loginLinks(stage, person)),
				),
		},
		{ title: 'The push URL', run: async () => await enterPushUrl(stage) },
		{ title: 'A follow event', run: async () => await followLinks(stage, examples['follow-events'], joiner) },
		{
			title: 'An unfollow event',
			run: async () => await unfollowBlanks(stage, examples['follow-events'], leaver),
		},
		{
			title: 'A reminder run',
			run: async () =>
				await sendReminders(stage, examples['scheduled-reminder'], {
					followers: [linked, joiner, ...followers],
					subscribers,
					unreachable,
					strangers: ['a-unionid-that-nobody-has'],
				}),
		},
	];
	return { examples, steps };
}
