// Payments by WeChat Pay in the mini program, as far as they tell who has paid.
export const MERCHANT = '1900000109';
const MINUTES_5 = 300_000;

interface Payment {
	person: number;
	transactionId: string;
	outTradeNo: string;
	paidAt: number;
}

export class Payments {
	private readonly payments: Payment[] = [];

	constructor(private readonly now: () => number) {}

	/** The person pays an order. @returns WeChat Pay's number of the payment and the merchant's */
	pay(person: number, outTradeNo: string): { transactionId: string; mchId: string } {
		const number = String(this.payments.length + 1).padStart(10, '0');
		const transactionId = `420000214520261128${number}`;
		this.payments.push({ person, transactionId, outTradeNo, paidAt: this.now() });
		return { transactionId, mchId: MERCHANT };
	}

	/** @returns who paid this order within the last five minutes */
	payer(order: { transaction_id?: string; mch_id?: string; out_trade_no?: string }): number | undefined {
		const found = this.payments.find(({ transactionId, outTradeNo }) =>
			order.transaction_id
				? transactionId === order.transaction_id
				: order.mch_id === MERCHANT && outTradeNo === order.out_trade_no,
		);
		return found && this.now() - found.paidAt < MINUTES_5 ? found.person : undefined;
	}
}
