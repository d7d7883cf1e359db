// Lists cut into the pieces that WeChat takes in one call.

/** @returns the list in order, in pieces of `size`, the last one shorter */
export function chunks<T>(list: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
		list.slice(at * size, (at + 1) * size),
	);
}
