// n8n's lint over the descriptions as the package builds them. On the sources it sees only what stands there as a literal;
// most of a panel is put together from pieces, so it is written down here whole, as a reviewer's tool would meet it.
import { createRequire } from 'node:module';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ESLint } from 'eslint';
import { format } from 'prettier';

/** In the checkout, since the lint's own configuration looks for nodes/ and credentials/ below the working folder. */
const FOLDER = 'built';

const asCode = async (className, kind, description) =>
	await format(
		`import type { ${kind} } from 'n8n-workflow';\nexport class ${className} implements ${kind} {\n${description}\n}\n`,
		// Without quotes: the rules look for names, not for texts.
		{ parser: 'typescript', quoteProps: 'as-needed' },
	);

const literal = (value) =>
	JSON.stringify(value, (_, part) => (typeof part === 'function' ? undefined : part));

const node = (built) => `description: INodeTypeDescription = ${literal(built.description)};`;

/** The rules about what a panel shows. The others are about the files in which it is written, which the lint reads itself. */
const ABOUT_PANELS = /^n8n-nodes-base\/(node-param|node-class-description|cred-class-field)(?!.*icon)/;

const credential = ({ name, displayName, documentationUrl, properties }) =>
	[
		`name = ${literal(name)};`,
		`displayName = ${literal(displayName)};`,
		`documentationUrl = ${literal(documentationUrl)};`,
		`properties: INodeProperties[] = ${literal(properties)};`,
	].join('\n');

/** Writes every description into a file of the kind that the lint reads. */
async function writeDown(root, files, into) {
	const require = createRequire(join(root, 'package.json'));
	for (const file of files) {
		const className = basename(file).split('.')[0];
		const built = new (require(join(root, file))[className])();
		const isNode = built.description !== undefined;
		const folder = isNode ? join(into, 'nodes', className) : join(into, 'credentials');
		mkdirSync(folder, { recursive: true });
		const kind = isNode ? 'INodeType' : 'ICredentialType';
		const code = await asCode(className, kind, isNode ? node(built) : credential(built));
		writeFileSync(join(folder, `${className}.${isNode ? 'node' : 'credentials'}.ts`), code);
	}
}

/**
 * @param subject `root`: this checkout, built; `manifest`: its package.json
 * @returns the check with its problems, none when it passed
 */
export async function builtDescriptionChecks({ root, manifest }) {
	const into = join(root, 'scan', FOLDER);
	rmSync(into, { recursive: true, force: true });
	const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	await writeDown(root, files, into);
	try {
		const eslint = new ESLint({ cwd: into, overrideConfigFile: join(root, 'eslint.config.mjs') });
		const results = await eslint.lintFiles(['nodes/**/*.ts', 'credentials/**/*.ts']);
		const problems = results.flatMap(({ filePath, messages, source }) =>
			messages
				.filter(({ ruleId, fatal }) => fatal || ABOUT_PANELS.test(ruleId ?? ''))
				.map(({ ruleId, message, line }) => {
					const where = source?.split('\n')[line - 1]?.trim().slice(0, 80) ?? '';
					return `${basename(filePath)}: ${message} (${ruleId}): ${where}`;
				}),
		);
		if (results.length !== files.length) problems.push(`only ${results.length} descriptions were read`);
		return [{ title: `The lint of n8n on ${files.length} descriptions as they are built`, problems }];
	} finally {
		rmSync(into, { recursive: true, force: true });
	}
}
