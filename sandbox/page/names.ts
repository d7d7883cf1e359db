// What the page calls accounts and channels.
import type { AccountName, Channel } from '../types';

export const ACCOUNT_NAMES: Record<AccountName, string> = {
	officialAccount: 'Official Account',
	miniProgram: 'Mini Program',
};

export const CHANNEL_NAMES: Record<Channel, string> = {
	template: 'template message',
	subscribe: 'subscription message',
	custom: 'customer message',
	reply: 'answer of the trigger',
};
