// What somebody reads whose table has mistakes: all of them at once, each with the items that have it.
import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { faultsTold } from '../../../../../nodes/shared/run/faults';

const node: INode = { id: '1', name: 'Node', type: 'a.b', typeVersion: 1, position: [0, 0], parameters: {} };
const NOTHING_SENT = 'Nothing was sent.';
const COUNTED = 'Items are counted from 0, as n8n does.';

function fault(message: string, description?: string, parameter?: string): NodeOperationError {
	const error = new NodeOperationError(node, message, { description });
	error.context.parameter = parameter;
	return error;
}

function told(items: number, faults: Array<[index: number, error: unknown]>, close = NOTHING_SENT) {
	const context = {
		getNode: () => node,
		getInputData: () => new Array<object>(items).fill({}),
	} as unknown as IExecuteFunctions;
	return faultsTold(context, new Map(faults), close) as NodeOperationError;
}

describe('One item with a mistake', () => {
	it('is its own error, with what became of the others behind it', () => {
		const own = fault('The openid is empty', 'Give one.', 'openid');
		const error = told(3, [[2, own]]);
		expect(error).toBe(own);
		expect(error.description).toBe(`Give one. ${NOTHING_SENT}`);
		expect(error.context).toMatchObject({ itemIndex: 2, parameter: 'openid' });
	});

	it('says no more than there is to say', () => {
		expect(told(1, [[0, fault('Wrong')]]).description).toBe(NOTHING_SENT);
		expect(told(1, [[0, fault('Wrong', 'Right it.')]], '').description).toBe('Right it.');
	});
});

describe('Several items', () => {
	it('with the same mistake are named behind it, in their order', () => {
		const error = told(2000, [
			[7, fault('The openid is empty', 'Give one.', 'openid')],
			[3, fault('The openid is empty', 'Give one.', 'openid')],
		]);
		expect(error.message).toBe('The openid is empty (2 of 2,000 items)');
		expect(error.description).toBe(`Items 3, 7: The openid is empty. Give one.\n${COUNTED} ${NOTHING_SENT}`);
		expect(error.context).toMatchObject({ itemIndex: 3, parameter: 'openid' });
	});

	it('with different mistakes are told by mistake, and n8n shows the first one’s parameter', () => {
		const error = told(
			4,
			[
				[0, fault('The openid is empty', 'Give one.', 'openid')],
				[1, fault('The URL is none', undefined, 'url')],
				[3, fault('The openid is empty', 'Give one.', 'openid')],
			],
			'',
		);
		expect(error.message).toBe('3 of 4 items cannot be used; the first: The openid is empty');
		expect(error.description).toBe(
			`Items 0, 3: The openid is empty. Give one.\nItem 1: The URL is none.\n${COUNTED}`,
		);
		expect(error.context).toMatchObject({ itemIndex: 0, parameter: 'openid' });
	});

	it('are named up to ten for one mistake, and counted from there', () => {
		const same = (count: number) =>
			told(
				2000,
				Array.from({ length: count }, (_, index) => [index, fault('Wrong')]),
			).description?.split('\n')[0];
		expect(same(10)).toBe('Items 0, 1, 2, 3, 4, 5, 6, 7, 8, 9: Wrong.');
		expect(same(11)).toBe('Items 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 1 more: Wrong.');
		expect(same(1511)).toBe('Items 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 1,501 more: Wrong.');
	});

	it('have up to ten mistakes told, and the others counted', () => {
		const different = (count: number) =>
			told(
				2000,
				Array.from({ length: count }, (_, index) => [index, fault(`Wrong ${index}`)]),
			).description?.split('\n');
		expect(different(10)).toHaveLength(11);
		expect(different(10)?.[9]).toBe('Item 9: Wrong 9.');
		expect(different(1210)).toHaveLength(12);
		expect(different(1210)?.[10]).toBe('And 1,200 more mistakes of other kinds.');
	});
});
