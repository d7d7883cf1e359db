// What the tests of customer messages send, and to whom.
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';
import images from '../../../sandbox/images.json';
import type { AccountName } from '../../../sandbox/types';
import type { Fixture } from './fixture';

export const picture: IBinaryKeyData = {
	data: { data: images.png, mimeType: 'image/png', fileName: 'card.png' },
};

export const customerMessage = (openid: string, more: IDataObject): INodeParameters => ({
	resource: 'customerMessage',
	operation: 'send',
	openid,
	...(more as INodeParameters),
});

/** @returns the media ID of the picture, as the account knows it */
export async function uploadPicture(fixture: Fixture, node: AccountName): Promise<string> {
	const upload = { resource: 'media', operation: 'upload', type: 'image', binaryPropertyName: 'data' };
	const { json } = await fixture[node](upload, { binary: [picture] });
	return String(json[0].media_id);
}
