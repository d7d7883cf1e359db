/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// What a step of the story found, beside what it should have found.
import { isDeepStrictEqual } from 'node:util';

export interface Check {
	what: string;
	found: unknown;
	/** Any of these is right. */
	wanted: unknown[];
}

export interface StepResult {
	/** What happened, in plain words, a line each. */
	told: string[];
	checks: Check[];
}

/** @param wanted the right values; one is enough */
export const check = (what: string, found: unknown, ...wanted: unknown[]): Check => ({ what, found, wanted });

/** @returns a sentence for each check that is not met */
export const unmet = ({ checks }: StepResult): string[] =>
	checks
		.filter(({ found, wanted }) => !wanted.some((value) => isDeepStrictEqual(value, found)))
		.map(
			({ what, found, wanted }) =>
				`${what}: expected ${wanted.map((value) => JSON.stringify(value)).join(' or ')}, found ${JSON.stringify(found)}`,
		);

/** 25000 → "25,000" */
export const number = (value: unknown): string => Number(value).toLocaleString('en-US');
