// Creating a credential in its form: the test turns red with the reason, then green.
import { credentialFor, OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import type { Editor } from '../support/editor';
import { keepPart, wordsOf } from '../support/pictures';

/** The account's AppID, the sandbox's port and WeChat's trace id are others at each run. */
const CHANGING = [/wx[0-9a-f]{16}/, /127\.0\.0\.1:\d+/, /rid [0-9a-f-]+/];

export function credentialSuite(onStage: () => Stage, inEditor: () => Editor) {
	const form = () => inEditor().page.getByRole('dialog');
	const field = (name: string) => inEditor().part(`parameter-input-${name}`, form()).locator('input').first();
	const save = async () => await inEditor().part('credential-save-button', form()).click();

	beforeAll(async () => {
		const editor = inEditor();
		const { officialAccount } = await onStage().sandbox.accounts();
		const { appId, appSecret, baseUrl } = credentialFor(
			OFFICIAL_ACCOUNT,
			officialAccount,
			onStage().sandboxUrl,
		).data;
		await editor.goTo('/home/credentials/create');
		await editor.part('new-credential-type-select').click();
		await editor.page.keyboard.type('WeChat');
		await editor
			.part('new-credential-type-select-option')
			.getByText('WeChat Official Account API', { exact: true })
			.click();
		await editor.part('new-credential-type-button').click();
		await field('appId').fill(appId);
		await field('appSecret').fill([...appSecret].reverse().join(''));
		await field('baseUrl').fill(baseUrl);
	});

	it('says which fields a trigger needs, and where the console has them', async () => {
		const words = (await wordsOf(form())).join(' ');
		expect(words).toContain('That is all that the nodes need;');
		// A sandbox's user would save before the last field comes into view.
		expect(words).toContain("for the sandbox or a proxy also its address, in 'Base URL' further down");
		expect(words).toContain('For a trigger, fill in the next three fields');
		expect(words).toContain('域名与消息推送配置');
	});

	it('turns red with a wrong secret, and says why', async () => {
		await save();
		await form().getByText('Couldn’t connect with these settings').waitFor();
		await form().getByText('More details').click();
		await form().getByText('errcode 40125').waitFor();
		await field('appId').scrollIntoViewIfNeeded();
		await keepPart(inEditor(), 'credential-wrong-secret', form(), CHANGING);
	});

	it('turns green with the right one', async () => {
		const { officialAccount } = await onStage().sandbox.accounts();
		await field('appSecret').fill(officialAccount.appSecret);
		await save();
		await form().getByText('Connection tested successfully').waitFor();
		await keepPart(inEditor(), 'credential-tested', form(), CHANGING);
	});
}
