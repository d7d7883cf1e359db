// Create URL link: a web address that opens the mini program, for text messages, mails and web pages.
import type { IDataObject } from 'n8n-workflow';
import { optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { landingVersionOption, landingFields, readExpiry, readLanding } from './landing';
import type { Landing } from './landing';
import { MINI_PROGRAM_PLACES } from '../../../wechat/consoles';

interface Parameters {
	landing: Landing;
	expiry: IDataObject;
}

export const createUrlLink = defineOperation<Parameters>({
	value: 'createUrlLink',
	name: 'Create URL Link',
	action: 'Create URL link',
	calls: ['/wxa/generate_urllink'],
	description: `Create a web address that opens the Mini Program from text messages, mails and web pages (${MINI_PROGRAM_PLACES.urlLink})`,
	fields: [...landingFields, optionsField([landingVersionOption])],

	read: (item) => ({ landing: readLanding(item), expiry: readExpiry(item) }),

	async run({ landing, expiry }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const answer = await api.call({
			method: 'POST',
			path: '/wxa/generate_urllink',
			body: { ...landing, ...expiry },
			// One link too many hurts nobody.
			repeatable: true,
			returns: ['url_link'],
		});
		return { url_link: answer.url_link, ...landing };
	},
});
