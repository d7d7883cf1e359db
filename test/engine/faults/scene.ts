// What one random sequence is made of, and what is known of it afterwards.
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultRule, SandboxClient, SettingsPatch } from '../../../sandbox/client';
import type { InboxMessage, LoggedCall, PersonView, TemplateView } from '../../../sandbox/types';
import type { NodeRunResult } from '../support/nodeRun';
import type { Chance } from './random';

export const FOLLOWERS = 60;

/** Everybody and everything that a fresh sandbox holds; the same at every reset. */
export interface Cast {
	followers: PersonView[];
	templates: Record<'officialAccount' | 'miniProgram', TemplateView[]>;
	miniProgramAppId: string;
}

/** How the node is set up beside its parameters. */
export interface Mode {
	continueOnFail: boolean;
	retryOnFail?: { maxTries: number; waitBetweenTries: number };
	/** Beside Retry On Fail: the error branch leads back; the saved execution is retried; an agent calls it as a tool. */
	repeat?: 'loop' | 'saved' | 'tool';
	/** Milliseconds that pass before the second, third, ... try. */
	jumps?: number[];
}

/** One sequence: what is set up, what is run, and what must be true then. */
export interface Scene {
	operation: string;
	node: 'officialAccount' | 'miniProgram';
	parameters: INodeParameters;
	items: IDataObject[];
	binary?: IBinaryKeyData[];
	mode: Mode;
	settings: SettingsPatch;
	faults: FaultRule[];
	/** Calls to one path that this sequence may come to, at most. */
	mostCalls: number;
	/** What has to happen in the sandbox first; it may add to the items. */
	prepare?(client: SandboxClient): Promise<void>;
	/** @returns what is wrong, a sentence each */
	check(seen: Seen): Promise<string[]> | string[];
}

/** What an item was told; undefined when nothing. */
export type Told = IDataObject | undefined;

/** What came out, and the sandbox's own books. */
export interface Seen {
	result: NodeRunResult;
	calls: LoggedCall[];
	inbox: InboxMessage[];
	/** The faults, with how many calls each has hit. */
	rules: Array<FaultRule & { hits: number }>;
	/** What each item was told in the end. */
	told: Told[];
	/** When the last try of the first execution began, in milliseconds of the sandbox's clock; 0 for all of them. */
	lastTry: number;
	client: SandboxClient;
	/** Runs the node again with other parameters and no faults, as a new execution, so many milliseconds later. */
	again(parameters: INodeParameters, laterMs?: number): Promise<NodeRunResult & { told: Told[] }>;
	/** The inbox as it is now. */
	inboxNow(): Promise<InboxMessage[]>;
}

export type SceneMaker = (chance: Chance, cast: Cast, marker: (index: number) => string) => Scene;

export function randomMode(chance: Chance): Mode {
	const retries = chance.yes(0.3);
	return {
		continueOnFail: chance.yes(0.65),
		...(retries ? { retryOnFail: { maxTries: chance.between(2, 3), waitBetweenTries: 1 } } : {}),
	};
}
