// The files that WeChat keeps: for three days, whoever sent them, or as permanent material (永久素材).
import { randomBytes } from 'node:crypto';
import type { World } from './world';

const KEPT_FILES = 300;

/** Is it in the account's library (永久素材)? */
export const isPermanent = (world: World, id: unknown): boolean =>
	typeof id === 'string' && world.media.get(id)?.storedAt === Infinity;

/**
 * @param life `permanent` for what an administrator put into the account's library
 * @returns the media_id
 */
export function keepMedia(
	world: World,
	contentType: string,
	bytes: Buffer,
	life: 'days' | 'permanent' = 'days',
): string {
	const id = randomBytes(48).toString('base64url');
	world.media.set(id, { contentType, bytes, storedAt: life === 'permanent' ? Infinity : world.now() });
	if (world.media.size > KEPT_FILES) world.media.delete([...world.media.keys()][0]);
	return id;
}
