// What the random sequences are about, each as often as its number says: all that sends, spends or changes something, and
// the reading in which faults have more to spoil than an answer.
import type { SandboxClient } from '../../../sandbox/client';
import { changeTag, clearQuota, createLink, createMenu, deleteMenu, typing } from './changes';
import { decryptData, phoneNumber, resetSession, webLogin } from './codes';
import { addSubscribeTemplate, addTemplate, deleteSubscribeTemplate, deleteTemplate } from './library';
import { followerList } from './lists';
import {
	customerMessage,
	oneTimeMessage,
	subscribeMessage,
	subscriptionNotification,
	templateMessage,
	uniformMessage,
} from './messages';
import { login, remark, tagging, userInfo } from './people';
import { FOLLOWERS } from './scene';
import type { Cast, SceneMaker } from './scene';
import { createTag, diagnosis, mediaUpload, qrCode, smallLists } from './things';

export const MAKERS: ReadonlyArray<readonly [number, SceneMaker]> = [
	[20, templateMessage],
	[14, subscribeMessage],
	[12, uniformMessage],
	[8, customerMessage],
	[4, subscriptionNotification],
	[3, oneTimeMessage],
	[20, followerList],
	[8, userInfo],
	[4, tagging],
	[3, remark],
	[4, login],
	[3, webLogin],
	[2, phoneNumber],
	[2, decryptData],
	[2, resetSession],
	[3, mediaUpload],
	[2, createTag],
	[2, changeTag],
	[2, addTemplate],
	[2, deleteTemplate],
	[2, addSubscribeTemplate],
	[2, deleteSubscribeTemplate],
	[2, createMenu],
	[1, deleteMenu],
	[2, clearQuota],
	[2, typing],
	[3, createLink],
	[2, qrCode],
	[2, smallLists],
	[2, diagnosis],
];

/** @returns everybody and everything in a sandbox as it begins, for the makers to draw from */
export async function castOf(client: SandboxClient): Promise<Cast> {
	return {
		followers: await client.people({ follows: true, limit: FOLLOWERS }),
		templates: await client.templates(),
		miniProgramAppId: (await client.accounts()).miniProgram.appId,
	};
}
