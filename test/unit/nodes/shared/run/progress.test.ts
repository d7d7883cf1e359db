// How far a long run is: said every few seconds, in n8n's log and to whoever watches in the editor.
import type { IExecuteFunctions } from 'n8n-workflow';
import { Progress, countedBy } from '../../../../../nodes/shared/run/progress';

let now = 0;
beforeEach(() => {
	now = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

function watched() {
	const logged: string[] = [];
	const shown: string[] = [];
	const context = {
		logger: {
			info: (text: string, where: object) => {
				logged.push(text);
				expect(where).toEqual({ workflowId: 'w', executionId: 'e' });
			},
		},
		sendMessageToUI: (text: string) => shown.push(text),
		getWorkflow: () => ({ id: 'w' }),
		getExecutionId: () => 'e',
	} as unknown as IExecuteFunctions;
	return { logged, shown, context };
}

it('says every five seconds how many of thousands are done', () => {
	const { logged, shown, context } = watched();
	const progress = new Progress(context, 'Send template message', 5000);
	for (let done = 0; done < 5000; done++) {
		now += 4;
		progress.step();
	}
	expect(logged).toEqual(
		['1,250', '2,500', '3,750'].map((count) => `Send template message: ${count} of 5,000 done`),
	);
	expect(shown).toEqual(logged);
});

it('says nothing of a run that is over soon', () => {
	const { logged, context } = watched();
	const progress = new Progress(context, 'Send template message', 3);
	for (let done = 0; done < 3; done++) {
		now += 1000;
		progress.step();
	}
	expect(logged).toEqual([]);
});

it('counts as many at once as a call was about', () => {
	const { logged, context } = watched();
	const progress = new Progress(context, 'Add tag to follower', 10_000);
	for (let batch = 0; batch < 200; batch++) {
		now += 60;
		progress.step(50);
	}
	expect(logged).toEqual(['4,200', '8,400'].map((count) => `Add tag to follower: ${count} of 10,000 done`));
});

it('counts every item of somebody who is asked about once', () => {
	const said: number[] = [];
	const areDone = countedBy(['a', 'b', 'a', 'c', 'a'], (count) => said.push(count));
	areDone(['a', 'b']);
	areDone(['c']);
	areDone([]);
	expect(said).toEqual([4, 1, 0]);
});
