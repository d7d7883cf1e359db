// Customer messages of the types that one account alone has.
import type { IDataObject } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { findCorrespondent } from './support/correspondent';
import type { Correspondent } from './support/correspondent';
import { customerMessage, uploadPicture } from './support/customerMessages';
import { Fixture, inOwnFixture } from './support/fixture';

const SEND = '/cgi-bin/message/custom/send';

let fixture: Fixture;
let person: Correspondent;
inOwnFixture(async (opened) => {
	fixture = opened;
	person = await findCorrespondent(fixture);
});

const message = (node: AccountName, more: IDataObject) => customerMessage(person.openid(node), more);
const uploaded = async (node: AccountName) => await uploadPicture(fixture, node);

describe('The types of one account alone', () => {
	it('sends a voice, a video, news and a menu from an Official Account', async () => {
		await person.write('officialAccount');
		const mediaId = await uploaded('officialAccount');
		const parameters = [
			{ messageType: 'voice', mediaId },
			{ messageType: 'video', mediaId, thumbMediaId: mediaId, title: 'Tour' },
			{
				messageType: 'news',
				title: 'Sale',
				url: 'https://example.com/sale',
				pictureUrl: 'https://example.com/sale.jpg',
			},
			{
				messageType: 'msgmenu',
				headContent: 'Are you happy?',
				menuItems: { item: [{ id: '1', content: 'Yes' }, { id: '2', content: 'No' }] }, // prettier-ignore
			},
		];
		for (const one of parameters) {
			const { error, json } = await fixture.officialAccount(message('officialAccount', one));
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ delivered: true, msgtype: one.messageType }]);
		}
		const bodies = (await fixture.client.calls({ path: SEND })).map(({ body }) => body);
		expect(bodies).toMatchObject([
			{ msgtype: 'voice', voice: { media_id: mediaId } },
			{ msgtype: 'video', video: { media_id: mediaId, thumb_media_id: mediaId, title: 'Tour' } },
			{
				msgtype: 'news',
				news: {
					articles: [
						{ title: 'Sale', url: 'https://example.com/sale', picurl: 'https://example.com/sale.jpg' },
					],
				},
			},
			{
				msgtype: 'msgmenu',
				msgmenu: {
					head_content: 'Are you happy?',
					list: [
						{ id: '1', content: 'Yes' },
						{ id: '2', content: 'No' },
					],
				},
			},
		]);
	});

	it('sends a link from a mini program', async () => {
		await person.write('miniProgram');
		const link = {
			messageType: 'link',
			title: 'Sale',
			description: 'Until Sunday',
			url: 'https://example.com/sale',
			thumbUrl: 'https://example.com/sale.jpg',
		};
		const { json, error } = await fixture.miniProgram(message('miniProgram', link));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true, msgtype: 'link' }]);
		const [{ body }] = await fixture.client.calls({ path: SEND });
		expect(body).toMatchObject({ link: { thumb_url: 'https://example.com/sale.jpg' } });
	});

	it('takes the type from an expression', async () => {
		await person.write('officialAccount');
		const parameters = message('officialAccount', {
			messageType: '={{ $json.type }}',
			text: 'Hi',
			title: 'Sale',
			url: 'https://example.com/sale',
		});
		const items = [{ type: 'text' }, { type: 'news' }];
		const { json, error } = await fixture.officialAccount(parameters, { items });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ msgtype: 'text' }, { msgtype: 'news' }]);
	});

	it('shows each type only its own fields', () => {
		for (const name of ['wechatLinkOfficialAccount', 'wechatLinkMiniProgram']) {
			const { properties } = fixture.engine.nodeType(name).description;
			const ours = properties.filter(({ displayOptions }) => {
				const { resource, operation } = displayOptions?.show ?? {};
				return resource?.[0] === 'customerMessage' && operation?.[0] === 'send';
			});
			// Receiver, type and options; what the notice says is no field.
			const typed = ours.filter(({ displayOptions }) => displayOptions?.show?.messageType);
			expect(ours.filter(({ type }) => type !== 'notice').length - typed.length).toBe(3);
			for (const { displayOptions } of typed) expect(displayOptions?.show?.messageType).toHaveLength(1);
		}
	});
});
