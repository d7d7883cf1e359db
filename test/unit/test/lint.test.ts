/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// `npm test` calls eslint itself, so it has to see what `n8n-node lint` sees to first: that no rule was changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const textOf = (file: string) => readFileSync(file, 'utf8').replace(/\s+/g, ' ').trim();

it("the rules are those of n8n's template, word for word", () => {
	const template = 'node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
	expect(textOf(join(root, 'eslint.config.mjs'))).toBe(textOf(join(root, template)));
});

it('the package claims to be as strict', () => {
	const { n8n } = JSON.parse(textOf(join(root, 'package.json'))) as { n8n: { strict: boolean } };
	expect(n8n.strict).toBe(true);
});
