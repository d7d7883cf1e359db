// Whom one finds on the sandbox's page, and what they can do there.
import images from '../../../../sandbox/images.json';
import { startReceiver } from '../harness';
import { chosen, listed, openPage, type PageBrowser } from './browser';

let b: PageBrowser;
beforeEach(async () => {
	b = await openPage();
});
afterEach(async () => await b.sandbox.close());

const find = async (query: Record<string, string>) =>
	await b.shown(`/?${new URLSearchParams(query).toString()}`);

describe('Somebody is found', () => {
	it('by each of their ids', async () => {
		const [person] = await b.client.people({ linked: true, offset: 20, limit: 1 });
		const { id, unionid, officialAccountOpenid = '', miniProgramOpenid = '' } = person;
		for (const search of [id, unionid, officialAccountOpenid, ` ${miniProgramOpenid} `]) {
			const page = await find({ search });
			expect({ search, found: listed(page), open: chosen(page) }).toEqual({ search, found: [id], open: id });
		}
	});

	it('by their name alone, and by how the remark begins that the account made', async () => {
		expect(listed(await find({ search: 'p4' }))).toEqual(['p4']);
		const [vip] = (await b.client.people({ limit: 50 })).filter(({ remark }) => remark === 'VIP');
		expect(listed(await find({ search: 'vi' }))).toEqual([vip.id]);
		// As the control API finds them.
		expect(await b.client.people({ search: 'vi' })).toEqual([vip]);
	});

	it('by the scene of the QR code that they came by, a number as well as a text', async () => {
		const [person, other] = await b.client.people({ unfollowed: true, limit: 2 });
		await b.client.follow(person.id, { scene: 'customer-42' });
		await b.client.follow(other.id, { scene: '777042' });
		const page = await find({ search: 'customer-42' });
		expect(listed(page)).toEqual([person.id]);
		expect(page).toMatch(/came by scene<\/dt>\s*<dd><code>customer-42</);
		expect(listed(await find({ search: 'CUSTOMER' }))).toEqual([person.id]);
		expect(listed(await find({ search: '777042' }))).toEqual([other.id]);
		// Whoever has left came by nothing.
		await b.client.unfollow(person.id);
		expect(await find({ search: 'customer-42' })).toContain('Nobody is found.');
	});

	it('by what they are to both accounts, also when no click led there', async () => {
		const page = await find({ show: 'onlyMiniProgram' });
		const found = await Promise.all(listed(page).map(async (id) => await b.client.person(id)));
		expect(found).toHaveLength(12);
		for (const one of found) {
			expect(one).toMatchObject({ subscribe: 0, miniProgramOpenid: expect.any(String) as string });
		}
		expect(chosen(page)).toBe(found[0].id);
		const followers = await find({ show: 'onlyFollows' });
		for (const id of listed(followers)) {
			expect(await b.client.person(id)).not.toHaveProperty('miniProgramOpenid');
		}
		expect(listed(await find({ show: 'unfollowed' }))).toEqual(
			(await b.client.people({ unfollowed: true, limit: 12 })).map(({ id }) => id),
		);
	});

	it('page by page', async () => {
		const first = await b.shown();
		expect(listed(first)).toEqual(Array.from({ length: 12 }, (_, at) => `p${at}`));
		const [, more] = /<a href="([^"]*)">More ›<\/a>/.exec(first) ?? [];
		const second = await b.shown(`/${more}`);
		expect(listed(second)[0]).toBe('p12');
		const [, back] = /<a href="([^"]*)">‹ Back<\/a>/.exec(second) ?? [];
		expect(listed(await b.shown(`/${back}`))[0]).toBe('p0');
		expect(first).not.toContain('‹ Back');
	});

	it('and stays found when a button is pressed', async () => {
		const { at } = await b.press({ action: 'unfollow', personId: 'p4' }, '/?search=p4&show=follows&from=1');
		const query = new URL(at, b.sandbox.url).searchParams;
		expect(Object.fromEntries(query)).toMatchObject({
			person: 'p4',
			search: 'p4',
			show: 'follows',
			from: '1',
		});
	});

	it('never by something odd in the address', async () => {
		const page = await find({ show: 'constructor', from: '-3', search: '<b>' });
		expect(page).toContain('value="&lt;b&gt;"');
		expect(page).toContain('Nobody is found.');
		expect(listed(await find({ show: 'toString' }))).toHaveLength(12);
	});
});

describe('A person', () => {
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	beforeEach(async () => {
		receiver = await startReceiver();
		await b.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
	});
	afterEach(async () => await receiver.close());

	/** What the server was told last. */
	const told = async () => (await b.client.pushLog()).at(-1)?.message;

	it('follows without a scene, as the words beside the button say', async () => {
		const [person] = await b.client.people({ unfollowed: true, limit: 1 });
		const label = 'Scene of a QR code (may stay empty)';
		expect(await b.shown(`/?person=${person.id}`)).toContain(label);
		const { page } = await b.press({ action: 'follow', personId: person.id, scene: '' });
		expect(page).toContain('Done, and pushed');
		expect((await b.client.person(person.id)).subscribe).toBe(1);
		// A scan has one.
		expect(page).not.toContain(label);
	});

	it('refuses a subscription that they had accepted', async () => {
		const [template] = (await b.client.templates()).officialAccount.filter(({ type }) => type === 'oneTime');
		const form = { personId: 'p1', templateId: template.id };
		await b.press({ action: 'grant', ...form });
		expect((await b.client.person('p1')).rights[template.id]).toBe(1);
		const { page } = await b.press({ action: 'refuseTemplate', ...form });
		expect(page).toContain('Done, and pushed');
		expect((await b.client.person('p1')).rights[template.id] ?? 0).toBe(0);
		expect(await told()).toMatch(/subscribe_msg_change_event.*\n*.*reject/s);
	});

	it('taps what the menu has, and WeChat pushes what each type of button does', async () => {
		const click = await b.press({ action: 'tapMenu', personId: 'p1', key: 'my-orders' });
		expect(click.page).toContain('Done, and pushed');
		expect(await told()).toMatch(/\[CLICK\].*\[my-orders\]/s);
		const { article_id } = await b.client.publishArticle();
		await menuOf([
			{ type: 'view', name: 'Shop', url: 'https://example.com/shop' },
			{
				name: 'More',
				sub_button: [
					{ type: 'scancode_push', name: 'Scan', key: 'scan-1' },
					{ type: 'article_id', name: 'News', article_id },
				],
			},
		]);
		const page = await b.shown('/?person=p1');
		expect(page).toMatch(
			/<option value="0">Shop \(view\)<.*<option value="1">More › Scan \(scancode_push\)</s,
		);
		await b.press({ action: 'tapMenu', personId: 'p1', entry: '0' });
		expect(await told()).toMatch(/\[VIEW\].*\[https:\/\/example\.com\/shop\]/s);
		await b.press({ action: 'tapMenu', personId: 'p1', entry: '1' });
		expect(await told()).toMatch(/\[scancode_push\].*\[scan-1\].*<ScanCodeInfo><ScanType>/s);
		const pushes = (await b.client.pushLog()).length;
		expect((await b.press({ action: 'tapMenu', personId: 'p1', entry: '2' })).page).toContain(
			'pushes nothing',
		);
		expect(await b.client.pushLog()).toHaveLength(pushes);
		expect((await b.press({ action: 'tapMenu', personId: 'p1', entry: '9' })).page).toContain('no menu yet');
	});

	it('sees no menu without following', async () => {
		const [stranger] = await b.client.people({ follows: false, usesMiniProgram: true, limit: 1 });
		expect(await b.shown(`/?person=${stranger.id}`)).not.toContain('Tap menu button');
		const { page } = await b.press({ action: 'tapMenu', personId: stranger.id, key: 'a' });
		expect(page).toContain('does not follow, and sees no menu');
	});

	it('sends a picture of their own, or the one at hand', async () => {
		const form = new FormData();
		form.append('action', 'sendPicture');
		form.append('personId', 'p1');
		form.append('picture', new Blob([Buffer.from(images.png, 'base64')], { type: 'image/png' }), 'a.png');
		expect((await b.press(form)).page).toContain('Done, and pushed');
		expect(await kept()).toEqual({ type: 'image/png', base64: images.png });
		form.set('picture', new Blob([], { type: 'application/octet-stream' }), '');
		await b.press(form);
		expect(await kept()).toEqual({ type: 'image/jpeg', base64: images.jpeg });
		form.set('picture', new Blob(['text'], { type: 'text/plain' }), 'a.txt');
		expect((await b.press(form)).page).toContain('That is no picture.');
	});

	it('is not confused by a form that cannot be read', async () => {
		const { status } = await b.http.post('/', 'odd', {
			headers: { 'content-type': 'multipart/form-data; boundary=x' },
			maxRedirects: 0,
		});
		expect(status).toBe(303);
	});

	/** @returns the file behind the picture that was pushed last, as the account downloads it */
	async function kept() {
		const [, id] = /<MediaId><!\[CDATA\[(.+?)\]\]/.exec((await told()) ?? '') ?? [];
		const { data, headers } = await b.http.get<Buffer>('/cgi-bin/media/get', {
			params: { access_token: await token(), media_id: id },
			responseType: 'arraybuffer',
		});
		return { type: headers['content-type'] as string, base64: Buffer.from(data).toString('base64') };
	}

	async function menuOf(button: object[]) {
		const { data } = await b.http.post(
			'/cgi-bin/menu/create',
			{ button },
			{ params: { access_token: await token() } },
		);
		expect(data).toMatchObject({ errcode: 0 });
	}

	async function token(): Promise<string> {
		const { appId, appSecret } = (await b.client.accounts()).officialAccount;
		const { data } = await b.http.get<{ access_token: string }>('/cgi-bin/token', {
			params: { grant_type: 'client_credential', appid: appId, secret: appSecret },
		});
		return data.access_token;
	}
});
