/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// What is shipped holds nothing that is shown nowhere.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import inChinese from '../../docs/errors.zh.json';

const bundle = readFileSync(resolve(__dirname, '../../dist/bundle.js'), 'utf8').replace(
	/\\u([0-9a-f]{4})/gi,
	(_, code: string) => String.fromCharCode(parseInt(code, 16)),
);

it('the Chinese texts of the error catalogue are in its page only, not in the bundle', () => {
	const texts = Object.values<{ cause?: string; fix?: string }>(inChinese).flatMap(({ cause, fix }) => [
		cause,
		fix,
	]);
	const sentences = texts.flatMap((text) => (text ?? '').split(/[{}]/)).filter((text) => text.length >= 8);
	expect(sentences.length).toBeGreaterThan(200);
	expect(bundle).toContain("This server's IP is not on the account's whitelist");
	expect(sentences.filter((text) => bundle.includes(text))).toEqual([]);
});
