// Every secret that this process has handed out, also before a reset: what no log and no database may hold.

const MOST = 100_000;

const kept = { tokens: new Set<string>(), sessionKeys: new Set<string>() };

/** The latest hundred thousand of each kind, oldest first. */
export const everIssued: Readonly<Record<keyof typeof kept, ReadonlySet<string>>> = kept;

/** Remembers a secret that was given out, so that tests can look for it where it must not be. */
export function noteIssued(kind: keyof typeof kept, secret: string): void {
	const secrets = kept[kind];
	secrets.add(secret);
	if (secrets.size <= MOST) return;
	for (const oldest of secrets) {
		secrets.delete(oldest);
		break;
	}
}
