// What the owner of an account does beside this package: the push URL, menus for some people, articles, a test account's
// templates.
import { randomBytes } from 'node:crypto';
import type { AccountName, PushTarget, RawPushResult } from '../types';
import { writeTemplate, type Template } from '../world/templates';
import type { ConditionalMenu, World } from '../world/world';
import { ControlError } from '../refusal';

const FIRST_MENU_ID = 208_396_938;
const TOKEN_FORM = /^[A-Za-z0-9]{3,32}$/;

/**
 * Sets the push URL. On a test account (接口配置信息) its Token comes with it, and there are no modes.
 *
 * @throws ControlError 400 for a Token that WeChat would not take, or a mode that a test account has not
 */
export async function setPush(
	world: World,
	account: AccountName,
	{ token, ...target }: PushTarget & { token?: string },
): Promise<RawPushResult & { ok: boolean }> {
	const own = world.accounts[account];
	if (world.isTestAccount && target.mode !== 'plain') {
		throw new ControlError(400, 'a test account pushes in plain text only');
	}
	const before = own.pushToken;
	const wanted = token ?? before;
	if (!TOKEN_FORM.test(wanted)) throw new ControlError(400, 'the Token takes 3 to 32 letters and digits');
	own.pushToken = wanted;
	const result = await world.push.setTarget(account, target);
	if (!result.ok) own.pushToken = before;
	return result;
}

/**
 * Adds a template to a test account (新增测试模板).
 *
 * @throws ControlError 409 on any other account, 400 when title or content is missing
 */
export function addTemplate(
	world: World,
	{ title, content }: { title: string; content: string },
): { id: string } {
	if (!world.isTestAccount) {
		throw new ControlError(409, "only a test account takes templates of one's own");
	}
	if (title.trim() === '' || content.trim() === '')
		throw new ControlError(400, 'a title and a content are needed');
	const template = writeTemplate({ title, content: lines(content), name: `${++world.writtenTemplates}` });
	world.templates.add(template);
	return { id: template.id };
}

/** A form sends its line breaks as two characters. */
const lines = (text: string) => text.replaceAll('\r\n', '\n');

/** @throws ControlError 404 */
export function deleteTemplate(world: World, id: string): Template {
	const template = world.templates.get(id);
	if (template === undefined) throw new ControlError(404, `${id} is no template`);
	world.templates.delete(id);
	return template;
}

/**
 * A personalised menu (个性化菜单), as some other program makes it with menu/addconditional.
 *
 * @throws ControlError 409 where there is no menu for everybody: WeChat refuses that with 65303
 */
export function addConditionalMenu(world: World, menu: Omit<ConditionalMenu, 'menuid'>): { menuid: number } {
	const { made, conditional } = world.menu;
	if (made === undefined) throw new ControlError(409, 'there is no menu for everybody yet: create it first');
	const menuid = FIRST_MENU_ID + conditional.length;
	conditional.push({ ...menu, menuid });
	return { menuid };
}

/** @returns the id of an article that the account has published (发布) */
export function publishArticle(world: World): { article_id: string } {
	const id = randomBytes(48).toString('base64url');
	world.articles.add(id);
	return { article_id: id };
}
