// A command under the guard, in a process group of its own that ends when this process does, however it ends.

export interface Launched {
	/** Resolves when the command has ended, for whatever reason. */
	ended: Promise<void>;
	isOver(): boolean;
	/** Asks the command to end, waits for it, and leaves nobody of its process group behind. */
	stop(): Promise<void>;
	/** Stops the whole process group where it stands, as a machine does that has no time for it (SIGSTOP). */
	freeze(): void;
	/** Lets it go on (SIGCONT). */
	thaw(): void;
	/** Ends the whole process group at once, as a crash would (SIGKILL). */
	kill(): Promise<void>;
}

/** @param options `command`: program and arguments; `logFile`: what it says is appended there */
export function launch(options: {
	command: string[];
	env: Record<string, string>;
	logFile: string;
}): Launched;
