// What the queue suite needs of the machine: a PostgreSQL that answers or can be started, and a Redis of its own.
// JavaScript, since test/suites.mjs asks too, when nothing is compiled yet.

export interface PostgresServer {
	host: string;
	port: number;
	/** May create databases. */
	user: string;
	password: string;
	/** Exists; the door through which others are created. */
	database: string;
	/** Ends the server, if it was started here. */
	close(): Promise<void>;
}

export interface RedisServer {
	host: string;
	port: number;
	/** Ends the process, in good order or not. What it has answered is on disk either way. */
	down(how: 'shutdown' | 'crash'): Promise<void>;
	/** Starts it again on the same port with the same data. */
	up(): Promise<void>;
	/** Ends it and removes its data. */
	close(): Promise<void>;
}

/** One sentence for people. */
export const MISSING: string;

/** @returns whether something accepts a connection there within three seconds */
export function accepts(host: string, port: number): Promise<boolean>;

/** @returns whether a PostgreSQL answers on PGHOST:PGPORT, or can be started here */
export function hasPostgres(): Promise<boolean>;

/** @returns whether a Redis can be started here; one that runs already will not do, since it must be stopped */
export function hasRedis(): boolean;

/**
 * The PostgreSQL that answers on PGHOST:PGPORT (default 127.0.0.1:5432), else one of our own in a temporary folder.
 *
 * @param freePort finds a port
 * @throws Error with one sentence when there is neither
 */
export function openPostgres(freePort: () => Promise<number>): Promise<PostgresServer>;

/**
 * A Redis of our own in a temporary folder.
 *
 * @param freePort finds a port
 * @throws Error with one sentence when the program is not installed
 */
export function openRedis(freePort: () => Promise<number>): Promise<RedisServer>;
