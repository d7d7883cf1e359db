/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The repository's address is set in one place, package.json, and stands everywhere else as it is there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESS, texts, withAddress } from '../../../docs/generate-address';

const root = join(__dirname, '../../..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const OURS = new URL(ADDRESS.repository).pathname.slice(1);
const files = texts();

it('stands everywhere as package.json has it; `npm run address` writes it', () => {
	expect(files.length).toBeGreaterThan(500);
	expect(files.filter((file) => withAddress(file, textOf(file)) !== textOf(file))).toEqual([]);
});

it('moves from every place at once', () => {
	const other = {
		repository: `https://${'github.com'}/another-owner/another.name`,
		mail: 'someone@example.org',
	};
	const moved = files.filter((file) => withAddress(file, textOf(file), other) !== textOf(file));
	expect(moved).toEqual(
		expect.arrayContaining([
			'.github/ISSUE_TEMPLATE/config.yml',
			'CONTRIBUTING.md',
			'README.md',
			'SECURITY.md',
			'credentials/WechatLinkMiniProgramApi.credentials.ts',
			'credentials/WechatLinkOfficialAccountApi.credentials.ts',
			'docs/INSTALL.md',
			'docs/TRY-IT.md',
			'docs/zh-CN/INSTALL.md',
			'docs/zh-CN/README.md',
			'docs/zh-CN/SECURITY.md',
			'docs/zh-CN/TRY-IT.md',
			'nodes/WechatLinkMiniProgram/WechatLinkMiniProgram.node.json',
			'nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node.json',
			'nodes/WechatLinkOfficialAccount/WechatLinkOfficialAccount.node.json',
			'nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node.json',
			'package.json',
		]),
	);
	const left = files.filter((file) => withAddress(file, textOf(file), other).includes(OURS));
	expect(left).toEqual([]);
	expect(withAddress('SECURITY.md', textOf('SECURITY.md'), other)).toContain(other.mail);
	const install = withAddress('docs/INSTALL.md', textOf('docs/INSTALL.md'), other);
	expect(install).toContain(`git clone ${other.repository}.git\ncd another.name\n`);
	// And back again: nothing of it is lost on the way.
	for (const file of moved)
		expect(withAddress(file, withAddress(file, textOf(file), other))).toBe(textOf(file));
});

it('leaves the repositories of others alone', () => {
	const n8n = `https://${'github.com'}/n8n-io/n8n/issues/1`;
	expect(withAddress('README.md', `see ${n8n}.`)).toBe(`see ${n8n}.`);
	const source = `[a]: https://${'github.com'}/somebody/else`;
	expect(withAddress('docs/wechat/pushes.md', source)).toBe(source);
});
