// Return codes of customer-service accounts (客服账号) and their chats.
import type { CatalogueEntry } from '../entry';
import { OFFICIAL_ACCOUNT_PLACES } from '../../consoles';

const FIX_STAFF = `Check the customer-service account in the console (${OFFICIAL_ACCOUNT_PLACES.customerService}): it has the form name@account and must be bound to a WeChat user.`;

export const staffCodes = (): CatalogueEntry[] => [
	{
		code: 61452,
		name: 'invalidStaffAccount',
		cause: 'WeChat does not know this customer-service account',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61453,
		name: 'staffAccountExists',
		cause: 'The customer-service account exists already',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61454,
		name: 'staffNameTooLong',
		cause: 'The name of the customer-service account is too long',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61455,
		name: 'staffNameInvalid',
		cause: 'The name of the customer-service account holds characters WeChat does not take',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61456,
		name: 'tooManyStaffAccounts',
		cause: 'There are as many customer-service accounts as WeChat allows',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 65400,
		name: 'customerServiceOff',
		cause: 'The customer service of this account is not switched on',
		fix: `Switch it on in the console (${OFFICIAL_ACCOUNT_PLACES.customerService}).`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 65401,
		name: 'staffAccountUnknown',
		cause: 'WeChat does not know this customer-service account',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 65402,
		name: 'staffAccountUnbound',
		cause: 'The customer-service account is not bound to a WeChat user',
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 65413,
		name: 'noSession',
		cause: 'This person has no open chat',
		fix: 'Wait until the person writes, or send a message without a customer-service account.',
		retry: 'no',
	},
	{
		code: 65414,
		name: 'servedByAnother',
		cause: 'Another customer-service account is talking to this person',
		fix: 'Leave the chat to the other account, or close it there first.',
		retry: 'no',
	},
	{
		code: 65415,
		name: 'staffOffline',
		cause: 'The customer-service account is not online',
		fix: 'Let the colleague log in to the customer-service client, or choose another account.',
		retry: 'no',
	},
	{
		code: 65416,
		name: 'invalidRecordQuery',
		cause: 'The query for chat records is not valid',
		fix: 'Check the start, the end and the number of records that are asked for.',
		retry: 'no',
	},
];
