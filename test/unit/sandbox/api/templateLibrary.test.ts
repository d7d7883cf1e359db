// Adding and deleting templates of both libraries, refused by the numbers of WeChat's pages "选用模板" (200011 to 200022, 200100),
// "删除模板" (20001, 20002, 200001, 200002, 200014) and of api_add_template (40246, 40247, 45026, 45027):
// docs/wechat/templates.md#libraries.
import type { SettingsPatch } from '../../../../sandbox/client';
import { type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let mp: { access_token: string };
let oa: { access_token: string };
inHarness(async (opened) => {
	h = opened;
	oa = await h.token();
	mp = await h.token('miniProgram');
});

const add = async (body: Json, token = mp) => await h.wechat.post('/wxaapi/newtmpl/addtemplate', body, token);
const remove = async (body: Json, token = mp) =>
	await h.wechat.post('/wxaapi/newtmpl/deltemplate', body, token);
const addToOfficialAccount = async (body: Json) =>
	await h.wechat.post('/cgi-bin/template/api_add_template', body, oa);

describe('addtemplate', () => {
	const good = { tid: '99', kidList: [1, 2], sceneDesc: '测试' };

	test.each<[string, Json, number]>([
		['two keywords', {}, 0],
		['a description of 15 characters', { sceneDesc: '景'.repeat(15) }, 0],
		['a description of 16 characters', { sceneDesc: '景'.repeat(16) }, 200021],
		['a description that is no text', { sceneDesc: 7 }, 200021],
		['an unknown template', { tid: '1' }, 200014],
		['no template', { tid: '' }, 200014],
		['one keyword', { kidList: [1] }, 200020],
		['six keywords', { kidList: [1, 2, 3, 4, 1, 2] }, 200020],
		['a keyword that the template has not', { kidList: [1, 9] }, 200020],
		['no keywords, which only a service card may have', { kidList: [] }, 200020],
	])('%s', async (_, more, errcode) => {
		expect((await add({ ...good, ...more })).errcode).toBe(errcode);
	});

	test.each<[string, SettingsPatch, number]>([
		['the account is banned', { addingTemplates: 200011 }, 200011],
		['the template is banned', { bannedTemplates: ['99'] }, 200013],
		['another template is banned', { bannedTemplates: ['1200'] }, 0],
		['the kind of account has no library', { addingTemplates: 200100 }, 200100],
		['the account is punished', { addingTemplates: 43106 }, 43106],
	])('%s', async (_, settings, errcode) => {
		await h.client.settings(settings);
		for (const token of [mp, oa]) expect((await add(good, token)).errcode).toBe(errcode);
	});

	test('a missing description is accepted, or refused where the switch says so', async () => {
		expect((await add({ tid: '99', kidList: [1, 2] })).errcode).toBe(0);
		await h.client.settings({ noSceneDesc: 200021 });
		expect((await add({ tid: '99', kidList: [1, 3] })).errcode).toBe(200021);
		expect((await add({ ...good, kidList: [1, 3] })).errcode).toBe(0);
	});

	test('the same once, and 25 in all', async () => {
		const orders = [1, 2, 3, 4].flatMap((one) =>
			[1, 2, 3, 4].flatMap((two) => [1, 2, 3, 4].map((three) => [one, two, three])),
		);
		const had = (await h.client.templates()).miniProgram.length;
		expect((await add({ ...good, kidList: orders[0] })).errcode).toBe(0);
		expect((await add({ ...good, kidList: orders[0] })).errcode).toBe(200022);
		for (const kidList of orders.slice(1, 25 - had))
			expect((await add({ ...good, kidList })).errcode).toBe(0);
		expect((await h.client.templates()).miniProgram).toHaveLength(25);
		expect((await add({ ...good, kidList: orders[30] })).errcode).toBe(200012);
		const [first] = (await h.client.templates()).miniProgram;
		expect((await remove({ priTmplId: first.id })).errcode).toBe(0);
		expect((await add({ ...good, kidList: orders[30] })).errcode).toBe(0);
	});
});

describe('deltemplate', () => {
	const UNKNOWN = 'x'.repeat(43);

	test('what is there, of this account', async () => {
		const { miniProgram } = await h.client.templates();
		expect((await remove({ priTmplId: miniProgram[0].id }, oa)).errcode).toBe(20001);
		expect((await remove({ priTmplId: miniProgram[0].id })).errcode).toBe(0);
		expect((await h.client.templates()).miniProgram).toHaveLength(miniProgram.length - 1);
		expect((await remove({ priTmplId: miniProgram[0].id })).errcode).toBe(20001);
	});

	test.each([20001, 20002, 200001, 200002, 200014] as const)(
		'a template that is not there: %d where the switch says so',
		async (unknownTemplate) => {
			await h.client.settings({ unknownTemplate });
			expect((await remove({ priTmplId: UNKNOWN })).errcode).toBe(unknownTemplate);
		},
	);

	test.each([{}, { priTmplId: 7 }, { templateId: UNKNOWN }])('%j is no argument', async (body) => {
		expect((await remove(body)).errcode).toBe(200002);
	});

	test('40037, which the page does not name, is refused as a switch', async () => {
		await expect(h.client.settings({ unknownTemplate: 40037 as never })).rejects.toThrow(/unknownTemplate/);
	});
});

describe('api_add_template', () => {
	const good = { template_id_short: '43216', keyword_name_list: ['商品名称', '下单时间'] };

	test.each<[string, Json, number]>([
		['keywords of the template, in any order', { keyword_name_list: ['金额', '商品名称'] }, 0],
		['no keywords', { keyword_name_list: undefined }, 40246],
		['an empty list', { keyword_name_list: [] }, 40246],
		['a keyword that the template has not', { keyword_name_list: ['商品名称', '颜色'] }, 40246],
		['a keyword with a blank', { keyword_name_list: ['商品名称 '] }, 40246],
		['keywords as one text', { keyword_name_list: '商品名称' }, 40246],
		['a number of the old library', { template_id_short: 'TM00015' }, 40247],
		['an open number of the old library', { template_id_short: 'OPENTM207185188' }, 40247],
		[
			'a template of another category',
			{ template_id_short: '50871', keyword_name_list: ['就诊科室'] },
			45027,
		],
		['a number that is nowhere', { template_id_short: '1' }, 40037],
	])('%s', async (_, more, errcode) => {
		expect((await addToOfficialAccount({ ...good, ...more })).errcode).toBe(errcode);
	});

	test('keys have the types of the library, numbered in the order asked for', async () => {
		const { template_id: id } = await addToOfficialAccount({
			...good,
			keyword_name_list: ['金额', '商品名称'],
		});
		const added = (await h.client.templates()).officialAccount.find((template) => template.id === id);
		expect(added).toMatchObject({
			title: '下单成功通知',
			content: '金额:{{amount1.DATA}}\n商品名称:{{thing2.DATA}}\n',
		});
	});

	test('25 in all', async () => {
		const held = async () => {
			const { template_list: list } = await h.wechat.get('/cgi-bin/template/get_all_private_template', oa);
			return (list as Json[]).length;
		};
		const had = await held();
		const names = ['商品名称', '下单时间', '金额', '订单编号', '联系电话'];
		const pairs = names.flatMap((one) => names.map((two) => [one, two]));
		for (const keyword_name_list of pairs.slice(0, 25 - had))
			expect((await addToOfficialAccount({ ...good, keyword_name_list })).errcode).toBe(0);
		expect(await held()).toBe(25);
		expect((await addToOfficialAccount({ ...good, keyword_name_list: pairs[24] })).errcode).toBe(45026);
	});

	test('a punished account adds nothing', async () => {
		await h.client.settings({ addingTemplates: 43106 });
		expect((await addToOfficialAccount(good)).errcode).toBe(43106);
	});
});
