// The nodes panel: what a builder types there, in English, Chinese or pinyin, finds the nodes.
import { waitFor } from '../../../host/n8n/wait';
import type { Editor } from '../support/editor';
import { keepPart, wordsOf } from '../support/pictures';

const OFFICIAL_ACCOUNT = 'WeChat Official Account';
const MINI_PROGRAM = 'WeChat Mini Program';

/** n8n shows a node and its trigger as one entry, with the actions of both behind it. */
const SEARCHES: Array<[string, string[]]> = [
	['wechat', [OFFICIAL_ACCOUNT, MINI_PROGRAM]],
	['weixin', [OFFICIAL_ACCOUNT, MINI_PROGRAM]],
	['微信', [OFFICIAL_ACCOUNT, MINI_PROGRAM]],
	['公众号', [OFFICIAL_ACCOUNT]],
	['gongzhonghao', [OFFICIAL_ACCOUNT]],
	['template message', [OFFICIAL_ACCOUNT]],
	['模板消息', [OFFICIAL_ACCOUNT]],
	['关注', [OFFICIAL_ACCOUNT]],
	['小程序', [MINI_PROGRAM]],
	['xiaochengxu', [MINI_PROGRAM]],
	['subscribe message', [MINI_PROGRAM]],
	['订阅消息', [MINI_PROGRAM]],
	['撤回授权', [MINI_PROGRAM]],
	['code to session', [MINI_PROGRAM]],
	['wx.login', [MINI_PROGRAM]],
	['diagnose', [OFFICIAL_ACCOUNT, MINI_PROGRAM]],
];

/** Behind the entry: one action of the node, and one of its trigger. */
const BEHIND: Array<[string, string, string]> = [
	[OFFICIAL_ACCOUNT, 'Send template message', 'On any event or message'],
	[MINI_PROGRAM, 'Send uniform message', 'On any event or message'],
];

export function panelSuite(inEditor: () => Editor) {
	const anew = async () => {
		await inEditor().goTo('/workflow/new');
		await inEditor().part('canvas-add-button').waitFor();
	};

	beforeAll(anew);

	it.each(SEARCHES)('"%s" finds %j', async (text, names) => {
		const editor = inEditor();
		await editor.search(text);
		for (const name of names) await editor.found(name).waitFor();
		if (text !== 'wechat') return;
		expect((await wordsOf(editor.creator)).join(' ')).toContain('look followers up by unionid');
		await keepPart(editor, 'search-nodes', editor.creator);
	});

	it.each(BEHIND)(
		'behind "%s" are the node\'s actions and the trigger\'s events',
		async (name, action, event) => {
			const editor = inEditor();
			await anew();
			await editor.search(name);
			await editor.found(name).click();
			const listed = editor.part('item-iterator-item', editor.creator);
			await waitFor('the events to be listed', async () => {
				const [first] = await listed.allInnerTexts();
				return first?.trim() === event || undefined;
			});
			await editor.creator.getByText(/^Actions \(\d+\)$/).click();
			await editor.creator.getByText(action, { exact: true }).scrollIntoViewIfNeeded();
		},
	);
}
