// Return codes of the custom menu (自定义菜单), groups and published articles: for HTTP Request nodes that use our credential.
import type { CatalogueEntry } from '../entry';

const FIX_MENU = {
	en: 'A menu has up to 3 buttons with up to 5 entries each; a button name takes 16 bytes, an entry 60, a key 128, a link 1024.',
	zh: '菜单最多 3 个一级按钮，每个最多 5 个子菜单；一级名称 16 字节、子菜单 60 字节、KEY 128 字节、链接 1024 字节以内。',
};

const FIX_DOMAIN = {
	en: 'Use a link whose domain is registered for the account: 设置与开发 › 功能设置.',
	zh: '请使用已在 设置与开发 › 功能设置 中登记的域名。',
};

const FIX_GROUP = {
	en: 'Groups have been replaced by tags (标签): use the tag operations.',
	zh: '分组已被标签取代，请使用标签操作。',
};

const FIX_ARTICLE = {
	en: 'Check the ID: it comes from the publishing interface or from 发表记录 in the console.',
	zh: '请检查 ID：它来自发布接口或后台的发表记录。',
};

export const menuCodes = (): CatalogueEntry[] => [
	{
		code: 40015,
		name: 'invalidMenuType',
		cause: { en: 'WeChat does not know this menu type', zh: '不合法的菜单类型' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40016,
		name: 'invalidButtonCount',
		cause: { en: 'The menu has too many or no buttons', zh: '不合法的按钮个数' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40017,
		name: 'invalidButtonType',
		cause: { en: 'WeChat does not know this type of button', zh: '不合法的按钮类型' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40018,
		name: 'invalidButtonName',
		cause: { en: 'The name of a button is missing or too long', zh: '不合法的按钮名字长度' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40019,
		name: 'invalidButtonKey',
		cause: { en: 'The key of a button is missing or too long', zh: '不合法的按钮 KEY 长度' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40020,
		name: 'invalidButtonLink',
		cause: { en: 'The link of a button is missing or too long', zh: '不合法的按钮 URL 长度' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40023,
		name: 'invalidEntryCount',
		cause: { en: 'A button has too many entries', zh: '不合法的子菜单按钮个数' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40024,
		name: 'invalidEntryType',
		cause: { en: 'WeChat does not know the type of an entry', zh: '不合法的子菜单按钮类型' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40025,
		name: 'invalidEntryName',
		cause: { en: 'The name of an entry is missing or too long', zh: '不合法的子菜单按钮名字长度' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40026,
		name: 'invalidEntryKey',
		cause: { en: 'The key of an entry is missing or too long', zh: '不合法的子菜单按钮 KEY 长度' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40027,
		name: 'invalidEntryLink',
		cause: { en: 'The link of an entry is missing or too long', zh: '不合法的子菜单按钮 URL 长度' },
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40054,
		name: 'invalidEntryDomain',
		cause: {
			en: 'The link of an entry leads to a domain that is not allowed',
			zh: '不合法的子菜单按钮 URL 域名',
		},
		fix: FIX_DOMAIN,
		retry: 'no',
	},
	{
		code: 40055,
		name: 'invalidButtonDomain',
		cause: { en: 'The link of a button leads to a domain that is not allowed', zh: '不合法的按钮 URL 域名' },
		fix: FIX_DOMAIN,
		retry: 'no',
	},
	{
		code: 40050,
		name: 'invalidGroup',
		cause: { en: 'WeChat does not know this group', zh: '不合法的分组 ID' },
		fix: FIX_GROUP,
		retry: 'no',
	},
	{
		code: 40051,
		name: 'invalidGroupName',
		cause: { en: 'The name of the group is not valid', zh: '分组名字不合法' },
		fix: FIX_GROUP,
		retry: 'no',
	},
	{
		code: 45010,
		name: 'tooManyMenus',
		cause: { en: 'There are as many menus as WeChat allows', zh: '创建菜单个数超过限制' },
		fix: { en: 'Delete a menu that is no longer used.', zh: '请删除不再使用的菜单。' },
		retry: 'no',
	},
	{
		code: 45064,
		name: 'menuMiniProgramUnlinked',
		cause: { en: 'The menu names a mini program that is not linked', zh: '菜单包含未关联的小程序' },
		fix: {
			en: 'Link the mini program first: 小程序管理 › 关联小程序.',
			zh: '请先在 小程序管理 › 关联小程序 中关联。',
		},
		retry: 'no',
	},
	{
		code: 46002,
		name: 'noSuchMenuVersion',
		cause: { en: 'WeChat has no such version of the menu', zh: '不存在的菜单版本' },
		fix: { en: 'Create the menu first.', zh: '请先创建菜单。' },
		retry: 'no',
	},
	{
		code: 46003,
		name: 'noMenu',
		cause: { en: 'This account has no menu', zh: '不存在的菜单数据' },
		fix: { en: 'Create the menu first.', zh: '请先创建菜单。' },
		retry: 'no',
	},
	{
		code: 53500,
		name: 'publishingBanned',
		cause: { en: 'WeChat has banned this account from publishing', zh: '发布功能被封禁' },
		fix: {
			en: 'Log in to mp.weixin.qq.com and read the notice in 通知中心.',
			zh: '请登录 mp.weixin.qq.com 在通知中心查看。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 53501,
		name: 'publishingTooOften',
		cause: { en: 'Too many publishing calls', zh: '频繁请求发布' },
		fix: { en: 'Wait a minute and run again.', zh: '请等待一分钟后重试。' },
		retry: 'minute',
	},
	{
		code: 53502,
		name: 'invalidPublishId',
		cause: { en: 'WeChat does not know this publish ID', zh: 'publish_id 无效' },
		fix: FIX_ARTICLE,
		retry: 'no',
	},
	{
		code: 53600,
		name: 'invalidArticleId',
		cause: { en: 'WeChat does not know this article', zh: 'article_id 无效' },
		fix: FIX_ARTICLE,
		retry: 'no',
	},
];
