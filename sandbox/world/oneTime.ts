// One-time messages (一次性订阅消息): one template of the account's own, and who has agreed to which scene.
import { createHash } from 'node:crypto';

const HIGHEST_SCENE = 10_000;

/** A scene is text: a whole number from 0 to 10000 (docs/wechat/messages.md#one-time-messages). */
export const isScene = (scene: unknown): scene is string =>
	typeof scene === 'string' && /^\d{1,5}$/.test(scene) && Number(scene) <= HIGHEST_SCENE;

export class OneTimeMessages {
	readonly templateId: string;
	private readonly rights = new Set<string>();

	constructor(seed: number) {
		this.templateId = createHash('sha256').update(`${seed}/oneTime`).digest('base64url');
	}

	/** One message per person and scene: agreeing again to the same scene does not add up. */
	grant = (person: number, scene: string) => this.rights.add(`${person} ${Number(scene)}`);

	/** @returns whether there was a right to spend */
	spend = (person: number, scene: string) => this.rights.delete(`${person} ${Number(scene)}`);
}
