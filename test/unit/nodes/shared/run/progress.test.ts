// How far a long run is: said every few seconds, in n8n's log and to whoever watches in the editor.
import type { IExecuteFunctions } from 'n8n-workflow';
import { Progress } from '../../../../../nodes/shared/run/progress';

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
