// Create scheme link: an address of WeChat's own kind (weixin://) that opens the mini program from apps and browsers.
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

export const createScheme = defineOperation<Parameters>({
	value: 'createScheme',
	name: 'Create Scheme',
	action: 'Create scheme link',
	calls: ['/wxa/generatescheme'],
	description: `Create a weixin:// address that opens the Mini Program from other apps and browsers (${MINI_PROGRAM_PLACES.scheme})`,
	fields: [...landingFields, optionsField([landingVersionOption])],

	read: (item) => ({ landing: readLanding(item), expiry: readExpiry(item) }),

	async run({ landing, expiry }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const answer = await api.call({
			method: 'POST',
			path: '/wxa/generatescheme',
			body: { jump_wxa: landing, is_expire: true, ...expiry },
			// One scheme too many hurts nobody.
			repeatable: true,
			returns: ['openlink'],
		});
		return { openlink: answer.openlink, ...landing };
	},
});
