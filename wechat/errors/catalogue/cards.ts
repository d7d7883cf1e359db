// Return codes of service cards (服务卡片), the newer one-time subscribe messages.
import type { CatalogueEntry } from '../entry';
import { MINI_PROGRAM_PLACES } from '../../consoles';

const FIX_FIELDS =
	"Compare the fields with the page of this service card in WeChat's documentation: each card has its own states and fields.";

const FIX_CODE =
	'Use the notify_code of this person and card: the one from the button, or the number of the WeChat Pay order about a minute after payment.';

const FIX_ACCESS = `Apply for this card in the console (${MINI_PROGRAM_PLACES.subscribeMessages}) and wait for the approval.`;

export const cardCodes = (): CatalogueEntry[] => [
	{
		code: 85431,
		name: 'cardBusy',
		cause: 'WeChat is busy',
		fix: 'Wait a little and run again.',
		retry: 'backoff',
	},
	{
		code: 85433,
		name: 'invalidCardCheck',
		cause: 'The payment check of the card is not valid',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85434,
		name: 'invalidCardType',
		cause: 'WeChat does not know this card',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85435,
		name: 'invalidCardContent',
		cause: 'The content of the card is not valid',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85436,
		name: 'cardCodeBanned',
		cause: 'WeChat has banned the code of this card',
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85437,
		name: 'invalidCardCode',
		cause: 'WeChat does not know the code of this card',
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85438,
		name: 'cardCodeExpired',
		cause: 'The code of this card has run out',
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85439,
		name: 'invalidCardState',
		cause: 'The card cannot go into this state',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85440,
		name: 'cardFieldMissing',
		cause: 'A field of the card is missing',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85441,
		name: 'cardFieldMalformed',
		cause: 'A field of the card has the wrong form',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85442,
		name: 'cardContentBlocked',
		cause: "The content of the card did not pass WeChat's review",
		fix: 'Reword the content of the card.',
		retry: 'no',
	},
	{
		code: 85443,
		name: 'cardCharactersInvalid',
		cause: 'The content of the card holds broken characters',
		fix: 'Send the content as UTF-8 text without broken emoji.',
		retry: 'no',
	},
	{
		code: 85444,
		name: 'cardPaymentRefused',
		cause: 'The payment of the card does not match',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85445,
		name: 'cardStoreRefused',
		cause: 'The store of the card does not match',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85446,
		name: 'cardShippingRefused',
		cause: 'The shipping list of the card does not match',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85447,
		name: 'cardProductsRefused',
		cause: 'The products of the card do not match',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85448,
		name: 'cardCodeUsed',
		cause: 'The code of this card has been used already',
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85449,
		name: 'cardLocked',
		cause: 'The card is being updated right now',
		fix: 'Wait a little and run again.',
		retry: 'backoff',
	},
	{
		code: 85461,
		name: 'cardRefused',
		cause: 'This card is not approved for the mini program',
		fix: FIX_ACCESS,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 85462,
		name: 'miniProgramRefused',
		cause: 'The mini program is not approved for cards',
		fix: FIX_ACCESS,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 85470,
		name: 'invalidCardExtension',
		cause: 'The extension of the card is not valid',
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85471,
		name: 'cardExtensionCharacters',
		cause: 'The extension of the card holds broken characters',
		fix: FIX_FIELDS,
		retry: 'no',
	},
];
