/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// One subject of the e2e suite. The quick run leaves some out: test/long.json lists them.

const leftOut = JSON.parse(process.env.E2E_WITHOUT || '[]') as string[];

/**
 * @param title by which test/long.json names it
 * @param tests as for `describe`
 */
export function part(title: string, tests: () => void): void {
	if (!leftOut.includes(title)) describe(title, tests);
}
