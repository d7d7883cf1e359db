// The sandbox's page, as a browser without script sees it: what it shows, and what its buttons do.
import axios, { type AxiosInstance } from 'axios';
import { startSandbox, type Sandbox } from '../../../../sandbox';
import { SandboxClient } from '../../../../sandbox/client';

let sandbox: Sandbox;
let client: SandboxClient;
let browser: AxiosInstance;
beforeEach(async () => {
	sandbox = await startSandbox({ followers: 50 });
	client = new SandboxClient(sandbox.url);
	browser = axios.create({ baseURL: sandbox.url, proxy: false, validateStatus: () => true });
});
afterEach(async () => await sandbox.close());

const shown = async (path = '/') => String((await browser.get<string>(path)).data);
/** Presses a button: the answer is the page that follows. */
const press = async (form: Record<string, string>) =>
	String((await browser.post<string>('/', new URLSearchParams(form))).data);

it('shows both accounts with all that a credential asks for', async () => {
	const page = await shown();
	const { officialAccount, miniProgram } = await client.accounts();
	for (const { appId, appSecret, pushToken, encodingAesKey } of [officialAccount, miniProgram])
		for (const value of [appId, appSecret, pushToken, encodingAesKey]) expect(page).toContain(value);
	expect(page).toContain(`<code>${sandbox.url}</code>`);
});

it('lets a person follow, write and leave, and says whether somebody was told', async () => {
	const [person] = await client.people({ unfollowed: true, limit: 1 });
	const page = await press({ action: 'follow', personId: person.id, scene: 'customer-42' });
	expect(page).toContain('No push URL is set');
	expect((await client.person(person.id)).subscribe).toBe(1);
	// What was told goes with a click, and the person stays.
	expect(page).toMatch(new RegExp(`<a href="\\?person=${person.id}"[^>]*aria-label="Close"`));
	expect(await shown(`/?person=${person.id}`)).not.toContain('role="status"');
	await press({ action: 'write', personId: person.id, account: 'officialAccount', text: 'hello' });
	await press({ action: 'unfollow', personId: person.id });
	expect((await client.person(person.id)).subscribe).toBe(0);
	expect(await press({ action: 'unfollow', personId: person.id })).toContain('does not follow');
});

it('gives a login code that works', async () => {
	const [person] = await client.people({ usesMiniProgram: true, limit: 1 });
	const page = await press({ action: 'login', personId: person.id });
	const [, code] = /Login code: ([\w-]+)/.exec(page) ?? [];
	const { miniProgram } = await client.accounts();
	const { data } = await browser.get<{ openid: string }>('/sns/jscode2session', {
		params: {
			appid: miniProgram.appId,
			secret: miniProgram.appSecret,
			js_code: code,
			grant_type: 'authorization_code',
		},
	});
	expect(data.openid).toBe(person.miniProgramOpenid);
});

it('shows a template message as a card: title, the lines of the template, no mark-up of the sender', async () => {
	const [person] = await client.people({ follows: true, limit: 1 });
	const [template] = (await client.templates()).officialAccount.filter(({ type }) => type === 'category');
	const { officialAccount } = await client.accounts();
	const { data: token } = await browser.get<{ access_token: string }>('/cgi-bin/token', {
		params: {
			grant_type: 'client_credential',
			appid: officialAccount.appId,
			secret: officialAccount.appSecret,
		},
	});
	// The template's own example is right for every kind of keyword, but for the one that carries mark-up here.
	const examples = template.example.split('\n').map((line) => line.slice(line.indexOf(':') + 1));
	const data = Object.fromEntries(template.keys.map((key, at) => [key, { value: examples[at] }]));
	const [thing] = template.keys.filter((key) => key.startsWith('thing'));
	data[thing] = { value: '<b>"1" & 2</b>' };
	const { data: answer } = await browser.post<{ errcode: number }>(
		`/cgi-bin/message/template/send?access_token=${token.access_token}`,
		{ touser: person.officialAccountOpenid, template_id: template.id, data },
	);
	expect(answer).toMatchObject({ errcode: 0 });
	const page = await shown(`/?person=${person.id}`);
	expect(page).toContain(`<h4>${template.title}</h4>`);
	expect(page).toContain('&lt;b&gt;&quot;1&quot; &amp; 2&lt;/b&gt;');
	expect(page).not.toContain('<b>"1"');
	expect(page).toContain('POST /cgi-bin/message/template/send');
});

it('switches trouble on and off', async () => {
	const which = 'the daily quota is used up (45009)';
	expect(await press({ action: 'trouble', which })).toContain(`From now on: ${which}`);
	expect(await client.faults()).toMatchObject([{ errcode: 45009, times: -1 }]);
	await press({ action: 'calm' });
	expect(await client.faults()).toEqual([]);
});

it('says what is missing, and breaks on nothing that is sent to it', async () => {
	expect(await press({ action: 'scan', personId: 'p0' })).toContain('Give the scene');
	expect(await press({ action: 'push', account: 'officialAccount', url: 'nowhere' })).toContain(
		'not an address',
	);
	expect(await press({ action: 'constructor' })).toContain('no such button');
	expect(await press({ action: 'follow', personId: 'nobody' })).toContain('nobody here is called nobody');
	const missing = await browser.get('/', { params: { person: '<script>' } });
	expect(missing.status).toBe(404);
	expect(String(missing.data)).not.toContain('<script>');
});
