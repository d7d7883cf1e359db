// Get unionid of user after payment: who has just paid, without any consent of theirs.
import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import { miniProgramOpenidField } from '../login/session';

interface Parameters {
	openid: string;
	order: { transaction_id: string } | { mch_id: string; out_trade_no: string };
}

function readOrder(item: Item): Parameters['order'] {
	if (item.text('orderBy') === 'merchant') {
		const wayOut = 'Give both: the merchant number, and your own number of the order.';
		return {
			mch_id: item.requiredText('mchId', 'Merchant Number', wayOut),
			out_trade_no: item.requiredText('outTradeNo', 'Order Number', wayOut),
		};
	}
	const wayOut =
		"Give the transaction_id that WeChat Pay reported, or set 'Find Order By' to your own order number.";
	return { transaction_id: item.requiredText('transactionId', 'Transaction ID', wayOut) };
}

export const getPaidUnionid = defineOperation<Parameters>({
	value: 'getPaidUnionid',
	name: 'Get Paid Unionid',
	action: 'Get unionid of user after payment',
	calls: ['/wxa/getpaidunionid'],
	description:
		'Get the unionid of somebody who has paid with WeChat Pay within the last 5 minutes, without their consent',
	fields: [
		miniProgramOpenidField,
		{
			displayName: 'Find Order By',
			name: 'orderBy',
			type: 'options',
			options: [
				{
					name: 'Merchant and Order Number',
					value: 'merchant',
					description: 'Your own number of the order (out_trade_no), with the merchant number (mch_id)',
				},
				{
					name: 'Transaction ID',
					value: 'transaction',
					description: "WeChat Pay's number of the payment (transaction_id)",
				},
			],
			default: 'transaction',
			description: 'Which number of the order you have',
		},
		{
			displayName: 'Transaction ID',
			name: 'transactionId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 4200002145202611281234567890',
			displayOptions: { show: { orderBy: ['transaction'] } },
			description: 'The transaction_id in the payment notice of WeChat Pay',
		},
		{
			displayName: 'Merchant Number',
			name: 'mchId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1900000109',
			displayOptions: { show: { orderBy: ['merchant'] } },
			description: 'The merchant number (mch_id) that WeChat Pay gave to the business',
		},
		{
			displayName: 'Order Number',
			name: 'outTradeNo',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. order-42',
			displayOptions: { show: { orderBy: ['merchant'] } },
			description: 'Your own number of the order (out_trade_no), as it was given to WeChat Pay',
		},
	],

	read: (item) => ({
		openid: item.openid('openid', 'Openid', "the person's openid in this Mini Program"),
		order: readOrder(item),
	}),

	async run({ openid, order }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const { unionid } = await api.call({
			method: 'GET',
			path: '/wxa/getpaidunionid',
			query: { openid, ...order },
			repeatable: true,
			returns: ['unionid'],
		});
		return { openid, unionid };
	},
});
