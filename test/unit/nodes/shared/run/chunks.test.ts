// Lists cut into what WeChat takes in one call.
import { chunks } from '../../../../../nodes/shared/run/chunks';

it.each([
	[0, []],
	[1, [1]],
	[3, [3]],
	[4, [3, 1]],
	[7, [3, 3, 1]],
])('%i of a list go, three at a time, in their order, as %j', (count, sizes) => {
	const list = Array.from({ length: count }, (_, index) => index);
	const cut = chunks(list, 3);
	expect(cut.map(({ length }) => length)).toEqual(sizes);
	expect(cut.flat()).toEqual(list);
});
