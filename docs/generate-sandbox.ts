/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Writes the table of the control API's paths into sandbox/README.md, from the paths themselves and what each checks. Run
// with `npm run docs:sandbox`.
//
// The table stands between two marks, <!-- control --> and <!-- /control -->. What a path does is kept, by its name; a new
// path gets an empty cell, for somebody to fill.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { controlApi } from '../sandbox/control/router';
import { faultSchema } from '../sandbox/world/faults';
import { settingsPatchSchema } from '../sandbox/world/settings';

export const SANDBOX_README = join(__dirname, '../sandbox/README.md');

/** Schemas that the page describes in a section of their own. */
const ELSEWHERE = new Map<z.ZodTypeAny, string>([
	[settingsPatchSchema, 'any of the [switches](#switches-for-what-wechat-leaves-open)'],
	[faultSchema, 'a [fault](#faults)'],
]);

/** As Express keeps a path with its handler. */
interface Layer {
	route?: { path: string; stack: Array<{ method: string; handle: { schema?: z.ZodTypeAny } }> };
}

/** Every path of the control API with what it checks, reads first, in the order in which they are set up. */
export function controlPaths(): Array<{ name: string; schema: z.ZodTypeAny }> {
	const nobody = () => {
		throw new Error('paths are listed, not called');
	};
	const router = controlApi({ world: nobody, accounts: nobody, reset: nobody });
	return (router.stack as unknown as Layer[])
		.flatMap(({ route }) =>
			(route?.stack ?? []).map(({ method, handle }) => ({
				name: `${method.toUpperCase()} ${route?.path.slice(1)}`,
				schema: handle.schema ?? z.object({}),
			})),
		)
		.sort((a, b) => Number(a.name.startsWith('POST')) - Number(b.name.startsWith('POST')));
}

const either = (words: string[]): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;

function numberIn({ _def: { checks } }: z.ZodNumber): string {
	const least = checks.find(({ kind }) => kind === 'min') as { value: number } | undefined;
	const most = checks.find(({ kind }) => kind === 'max') as { value: number } | undefined;
	if (most === undefined) return least === undefined ? 'number' : `number from ${least.value}`;
	return `number, ${least?.value ?? ''} to ${most.value}`;
}

const nameOf = (name: string, field: z.ZodTypeAny): string => `${name}${field.isOptional() ? '?' : ''}`;

/** A type in words: `text`, `plain, compatible or secure`, `list of text`. */
function typeOf(schema: z.ZodTypeAny): string {
	const elsewhere = ELSEWHERE.get(schema);
	if (elsewhere !== undefined) return elsewhere;
	if (schema.description !== undefined) return schema.description;
	if (schema instanceof z.ZodEffects) return typeOf(schema.innerType() as z.ZodTypeAny);
	if (schema instanceof z.ZodOptional) return typeOf(schema.unwrap() as z.ZodTypeAny);
	if (schema instanceof z.ZodDefault) return typeOf(schema.removeDefault() as z.ZodTypeAny);
	if (schema instanceof z.ZodNullable) return `${typeOf(schema.unwrap() as z.ZodTypeAny)}, or null`;
	if (schema instanceof z.ZodString) return schema.isURL ? 'address' : 'text';
	if (schema instanceof z.ZodNumber) return numberIn(schema);
	if (schema instanceof z.ZodBoolean) return 'true or false';
	if (schema instanceof z.ZodEnum) return either(schema.options as string[]);
	if (schema instanceof z.ZodLiteral) return String(schema.value);
	if (schema instanceof z.ZodUnion) return either((schema.options as z.ZodTypeAny[]).map(typeOf));
	if (schema instanceof z.ZodArray) return `list: ${typeOf(schema.element as z.ZodTypeAny)}`;
	if (schema instanceof z.ZodRecord) {
		const { keySchema, valueSchema } = schema as z.ZodRecord<z.ZodString, z.ZodTypeAny>;
		return `\`{ ${typeOf(keySchema)}: ${typeOf(valueSchema)} }\``;
	}
	if (schema instanceof z.ZodObject) {
		const fields = Object.entries(schema.shape as z.ZodRawShape);
		return `\`{ ${fields.map(([name, field]) => `${nameOf(name, field)}: ${typeOf(field)}`).join(', ')} }\``;
	}
	if (schema instanceof z.ZodUnknown) return 'anything';
	throw new Error(`no words for ${schema.constructor.name}`);
}

/** @returns the object inside what only checks it further */
const objectIn = (schema: z.ZodTypeAny): z.ZodTypeAny =>
	schema instanceof z.ZodEffects ? objectIn(schema.innerType() as z.ZodTypeAny) : schema;

const defaultOf = (schema: z.ZodTypeAny): string =>
	schema instanceof z.ZodDefault ? ` (${String(schema._def.defaultValue())})` : '';

/** The fields of a body or a query: the optional ones with `?`, and what they are without it in parentheses. */
export function bodyOf(schema: z.ZodTypeAny): string {
	if (schema === settingsPatchSchema) return typeOf(schema);
	const object = objectIn(schema);
	if (!(object instanceof z.ZodObject)) return typeOf(object);
	return Object.entries(object.shape as z.ZodRawShape)
		.map(([name, field]) => `\`${nameOf(name, field)}\`: ${typeOf(field)}${defaultOf(field)}`)
		.join(' · ');
}

const TABLE = /(^<!-- control -->\n)([\s\S]*?)(^<!-- \/control -->)/m;

/** What the rows of the table say now, by path. */
export function saidIn(text: string): Map<string, string> {
	const [, , table = ''] = TABLE.exec(text) ?? [];
	return new Map(
		[...table.matchAll(/^\| `([^`]+)` \|.*\| ([^|]*) \|$/gm)].map(([, name, says]) => [name, says]),
	);
}

/** The README with its table as it must be. */
export function withControlTable(text: string): string {
	const said = saidIn(text);
	const rows = controlPaths().map(
		({ name, schema }) => `| \`${name}\` | ${bodyOf(schema)} | ${said.get(name) ?? ''} |`,
	);
	const lines = ['| Path | Takes | What it does |', '|---|---|---|', ...rows];
	return text.replace(
		TABLE,
		(_, start: string, _table, end: string) => `${start}${lines.join('\n')}\n${end}`,
	);
}

if (require.main === module) {
	writeFileSync(SANDBOX_README, withControlTable(readFileSync(SANDBOX_README, 'utf8')));
}
