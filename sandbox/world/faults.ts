// What goes wrong on purpose: which call is hit, and how.
import { z } from 'zod';
import { mix } from './people';

/** What can go wrong. */
export const EFFECTS = [
	'errcode',
	'http',
	'reset',
	'silenceMs',
	'truncate',
	'gzip',
	'padBytes',
	'delayMs',
	'contentType',
	'page',
	'unfollow',
	'endToken',
] as const;

const isRegExp = (source: string) => {
	try {
		return new RegExp(source) instanceof RegExp;
	} catch {
		return false;
	}
};

export const faultSchema = z
	.object({
		/** A whole path, or the source of a regular expression that is looked for in the path. */
		path: z.string().min(1).refine(isRegExp, 'is neither a path nor a regular expression'),
		/** Calls to hit; -1: for ever. */
		times: z
			.number()
			.int()
			.min(-1)
			.refine((times) => times !== 0, 'must be -1 (for ever) or at least 1')
			.default(1),
		/** Matching calls to let pass first. */
		skip: z.number().int().min(0).default(0),
		/** Of the matching calls only every nth is hit. */
		everyNth: z.number().int().min(1).default(1),
		/** The chance that a matching call is hit, from the sandbox's seed: the same run gives the same hits. */
		chance: z.number().min(0).max(1).optional(),
		/** Only calls whose query or body holds this text, for instance an openid. */
		contains: z.string().min(1).optional(),
		/** Does the call take effect before it goes wrong? */
		when: z.enum(['before', 'after']).default('before'),
		/** Of several one, by the sandbox's seed. */
		errcode: z.union([z.number().int(), z.array(z.number().int()).min(1)]).optional(),
		errmsg: z.string().optional(),
		http: z
			.object({
				status: z.number().int().min(200).max(599),
				body: z.string().default('<html><head><title>502 Bad Gateway</title></head></html>'),
				contentType: z.string().default('text/html'),
			})
			.strict()
			.optional(),
		/** Cut the connection before or after the call took effect; `during`: after it, in the middle of the answer. */
		reset: z.enum(['before', 'after', 'during']).optional(),
		/** Say nothing for so long, then cut the connection. */
		silenceMs: z.number().int().min(1).max(600_000).optional(),
		truncate: z.literal(true).optional(),
		gzip: z.literal(true).optional(),
		/** White space put behind the answer. */
		padBytes: z.number().int().min(1).max(50_000_000).optional(),
		delayMs: z.number().int().min(1).max(600_000).optional(),
		contentType: z.string().min(1).optional(),
		/**
		 * A page of a list goes wrong. `again`: the page of the call before is repeated; `stuck`: next_openid is the one that
		 * was sent; `circle`: next_openid leads back to the first page's end.
		 */
		page: z.enum(['again', 'stuck', 'circle']).optional(),
		/** So many followers leave once the call was carried out: the last of the page first, then others by the seed. */
		unfollow: z.number().int().min(1).max(1_000_000).optional(),
		/** The account's tokens end once the call was carried out. */
		endToken: z.enum(['revoked', 'expired']).optional(),
	})
	.strict()
	.refine((rule) => EFFECTS.some((effect) => rule[effect] !== undefined), {
		message: `a fault must say what goes wrong: one of ${EFFECTS.join(', ')}`,
	});

/** As it is written; everything but the path and what goes wrong has a default. */
export type FaultRule = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

interface ArmedFault {
	rule: Fault;
	pattern?: RegExp;
	seen: number;
	hits: number;
}

/** The rules in force; the first one that matches a call and is due hits it. */
export class Faults {
	private rules: ArmedFault[] = [];
	private dice = 0;

	constructor(private readonly seed: number) {}

	/** Switches a fault on. Its path is compared as it stands, or read as a pattern if it is none. */
	add(rule: Fault) {
		const isPlainPath = /^\/[\w/-]+$/.test(rule.path);
		this.rules.push({ rule, pattern: isPlainPath ? undefined : new RegExp(rule.path), seen: 0, hits: 0 });
	}

	/** Switches all faults off. */
	clear() {
		this.rules = [];
	}

	list = () => this.rules.map(({ rule, seen, hits }) => ({ ...rule, seen, hits }));

	/** @param content the call's query and body, read only when a rule asks for it */
	next(path: string, content: () => string): Fault | undefined {
		let text: string | undefined;
		return this.rules.find((armed) => this.isHit(armed, path, () => (text ??= content())))?.rule;
	}

	/** @returns a number from 0 up to the limit, the same at every run */
	throwDice = (limit: number) => mix(++this.dice, this.seed + 7) % limit;

	private isHit(armed: ArmedFault, path: string, content: () => string): boolean {
		const { rule } = armed;
		if (rule.times !== -1 && armed.hits >= rule.times) return false;
		if (armed.pattern ? !armed.pattern.test(path) : rule.path !== path) return false;
		if (rule.contains !== undefined && !content().includes(rule.contains)) return false;
		armed.seen++;
		if (armed.seen <= rule.skip || (armed.seen - rule.skip) % rule.everyNth !== 0) return false;
		if (rule.chance !== undefined && mix(++this.dice, this.seed + 7) / 2 ** 32 >= rule.chance) return false;
		armed.hits++;
		return true;
	}
}
