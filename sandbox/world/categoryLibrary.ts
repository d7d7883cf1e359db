// WeChat's library of template messages (类目模板), from which an account of the fitting category picks
// (docs/wechat/templates.md#libraries).
import type { TemplateLine } from './templates';

interface CategoryTemplate {
	/** Its template_id_short. */
	number: string;
	title: string;
	category: string;
	/** The second of each is its type: keys are numbered when a template is picked. */
	keywords: TemplateLine[];
}

/** The service categories (服务类目) of the official account. */
export const CATEGORIES = ['生活服务'];

export const CATEGORY_LIBRARY: CategoryTemplate[] = [
	{
		number: '43216',
		title: '下单成功通知',
		category: '生活服务',
		keywords: [
			['商品名称', 'thing', '会员年卡'],
			['下单时间', 'time', '2026年11月21日 15:01'],
			['金额', 'amount', '￥128.50'],
			['订单编号', 'character_string', 'A20261121001'],
			['联系电话', 'phone_number', '020-81167888'],
		],
	},
	{
		number: '50871',
		title: '就诊提醒',
		category: '医疗服务',
		keywords: [
			['就诊科室', 'thing', '内科'],
			['就诊时间', 'time', '2026年11月21日 15:01'],
		],
	},
];
