// The accounts: what goes into a credential, the push URL, and what the page of a test account has besides.
import type { AccountName } from '../types';
import { ACCOUNTS, type World } from '../world/world';
import { button } from './forms';
import { type Html, html } from './html';
import { ACCOUNT_NAMES } from './names';

const valuesView = (values: Record<string, string>): Html =>
	html`<dl>
		${Object.entries(values).map(
			([label, value]) =>
				html`<dt>${label}</dt>
					<dd><code>${value}</code></dd>`,
		)}
	</dl>`;

const urlInput = (world: World, name: AccountName): Html =>
	html`<input
		name="url"
		size="44"
		value="${world.push.target(name)?.url ?? ''}"
		placeholder="e.g. http://localhost:5678/webhook/…"
		aria-label="Push URL"
	/>`;

function accountView(world: World, name: AccountName, baseUrl: string): Html {
	const { appId, appSecret, pushToken, encodingAesKey, originalId } = world.accounts[name];
	const mode = world.push.target(name)?.mode;
	return html`<section class="account">
		<h3>${ACCOUNT_NAMES[name]}</h3>
		${valuesView({
			// As the credential calls them.
			'App ID': appId,
			'App Secret': appSecret,
			'Base URL': baseUrl,
			'Push Token': pushToken,
			EncodingAESKey: encodingAesKey,
			'Original ID': originalId,
		})}
		${button(
			'push',
			'Set push URL',
			{ account: name },
			html`${urlInput(world, name)}
				<select name="mode" aria-label="Mode">
					${['secure', 'compatible', 'plain'].map(
						(one) => html`<option ${one === mode ? 'selected' : ''}>${one}</option>`,
					)}
				</select>`,
		)}
	</section>`;
}

/** What stands on the page of a test account (测试号管理), under the same headings. */
function testAccountView(world: World, baseUrl: string): Html {
	const { appId, appSecret, originalId, pushToken } = world.accounts.officialAccount;
	const templates = world.templates.list('officialAccount', 'templateMessage');
	return html`<section class="account">
			<h3>Test account (测试号信息)</h3>
			${valuesView({ 'App ID': appId, 'App Secret': appSecret, 'Base URL': baseUrl, 'Original ID': originalId })}
		</section>
		<section class="account">
			<h3>Templates (模板消息接口)</h3>
			${
				templates.length === 0
					? html`<p class="empty">None yet. Add one below; its keys may have any name.</p>`
					: templates.map(
							({ id, title, content }) =>
								html`<article class="template">
									<h4>${title}</h4>
									<code>${id}</code>
									<pre>${content}</pre>
									${button('deleteTemplate', 'Delete', { templateId: id })}
								</article>`,
						)
			}
			${button(
				'addTemplate',
				'Add template (新增测试模板)',
				{},
				html`<input name="title" placeholder="e.g. Order shipped" aria-label="Template title" />
					<textarea
						name="content"
						rows="3"
						cols="44"
						placeholder="e.g. Order: {{name.DATA}}"
						aria-label="Template content"
					></textarea>`,
			)}
		</section>
		<section class="account">
			<h3>Push settings (接口配置信息)</h3>
			${button(
				'push',
				'Set push URL',
				{ account: 'officialAccount', mode: 'plain' },
				html`${urlInput(world, 'officialAccount')}
					<input
						name="token"
						value="${pushToken}"
						placeholder="e.g. mytoken123 (made up by you)"
						aria-label="Token"
					/>`,
			)}
		</section>`;
}

/** @param baseUrl the sandbox's address, as a credential takes it */
export function accountsView(world: World, baseUrl: string): Html {
	if (world.isTestAccount) return testAccountView(world, baseUrl);
	return html`${ACCOUNTS.map((name) => accountView(world, name, baseUrl))}`;
}
