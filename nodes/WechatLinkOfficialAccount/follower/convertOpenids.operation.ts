// Convert openids of followers: what the people of a migrated account are called in the account that took them over.
import type { IDataObject } from 'n8n-workflow';
import { openidField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfFindings } from '../../shared/run/summary';
import { convertOpenids } from './conversion';
import type { Old } from './conversion';

export const convertFollowers = defineOperation<Old>({
	value: 'convertOpenids',
	name: 'Convert Openids',
	action: 'Convert openids of followers',
	calls: ['/cgi-bin/changeopenid'],
	description:
		'After an account migration, get the new openids of the people of the old account; 100 items need one call',
	fields: [
		openidField(
			"The person's openid in the old account. List its followers before the migration freezes it; WeChat converts for 15 days from the approval on.",
		),
		{
			displayName: 'Old App ID',
			name: 'fromAppId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. wx1a2b3c4d5e6f7a8b',
			description:
				"The AppID of the old account. The credential is the new account's. WeChat's page asks for the original ID (gh_...) here; people report that only the AppID works.",
		},
	],

	summary: summaryOfFindings(['person', 'people'], ({ converted, reason }) =>
		converted === true ? 'converted' : `not converted (${String(reason)})`,
	),

	read: (item) => ({
		openid: item.openid('openid', 'Openid', "the person's openid in the old account"),
		fromAppId: item.requiredText(
			'fromAppId',
			'Old App ID',
			"Give the AppID of the account that was migrated; the credential is the new account's.",
		),
	}),

	async runTogether(people, open, done): Promise<Array<IDataObject | Error>> {
		return await convertOpenids(await open('wechatLinkOfficialAccountApi'), people, done);
	},
});
