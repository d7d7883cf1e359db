// What the control API holds of the sandbox, and how its paths read what they are given.
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Accounts } from '../types';
import type { World } from '../world/world';
import { ControlError } from '../refusal';

export interface SandboxHandle {
	world(): World;
	/** Of all worlds. */
	accounts(): Accounts;
	/** Starts a fresh world in place of the present one. */
	reset(followers?: number): void;
}

const DONE = { ok: true };

/** @throws ControlError 400 naming each wrong field */
function checked<S extends z.ZodTypeAny>(schema: S, input: unknown): z.output<S> {
	const result = schema.safeParse(input) as z.SafeParseReturnType<unknown, z.output<S>>;
	if (result.success) return result.data;
	const problems = result.error.issues.map(({ path, message }) =>
		path.length > 0 ? `${path.join('.')}: ${message}` : message,
	);
	throw new ControlError(400, problems.join('; '));
}

/**
 * Handlers of a path: the input is checked, the world in force is handed over, and the answer goes out as JSON. Each carries
 * its schema, from which the README's table of paths is written (docs/generate-sandbox.ts).
 */
export function doorsOf(handle: SandboxHandle) {
	const on =
		(read: (req: Request) => unknown) =>
		<S extends z.ZodTypeAny>(schema: S, act: (world: World, input: z.output<S>) => unknown) => {
			const answered = async (req: Request, res: Response) => {
				const answer = await act(handle.world(), checked(schema, read(req)));
				res.json(answer ?? DONE);
			};
			return Object.assign(answered, { schema });
		};
	return { reading: on((req) => req.query), doing: on((req) => (req.body as unknown) ?? {}) };
}

export type Doors = ReturnType<typeof doorsOf>;
