// Return codes of QR codes, mini-program codes (小程序码), URL links and schemes.
import type { CatalogueEntry } from '../entry';
import { CONSOLE_WORDS, MINI_PROGRAM_PLACES } from '../../consoles';

const FIX_SCENE =
	"Keep the scene to 32 characters for a mini-program code, letters, digits and the signs !#$&'()*+,/:;=?@-._~ only. For an Official Account QR code: 1 to 64 characters, or a number from 1 (to 100,000 for a permanent one).";

const FIX_PATH =
	'Give the page without a leading slash and without a query, at most 128 bytes; it must exist in the released version.';

export const FIX_LINK_RIGHT = `Links can be created for verified mini programs that do not belong to a single person. Check the verification (${CONSOLE_WORDS.verification}), the category (${CONSOLE_WORDS.category}) and the notices in the console.`;

const FIX_EXPIRY = 'Let the link live at least a minute and at most 30 days.';

export const linkCodes = (): CatalogueEntry[] => [
	{
		code: 40052,
		name: 'invalidActionName',
		cause: 'WeChat does not know this kind of QR code',
		fix: 'Choose a temporary or permanent code with a text or a number as scene.',
		retry: 'no',
	},
	{
		code: 40053,
		name: 'invalidActionInfo',
		cause: 'The scene of the QR code is missing or not valid',
		fix: FIX_SCENE,
		retry: 'no',
	},
	{
		code: 40129,
		name: 'invalidScene',
		cause: 'The scene holds characters WeChat does not take',
		fix: FIX_SCENE,
		retry: 'no',
	},
	{
		code: 40159,
		name: 'invalidPathLength',
		cause: 'The page is missing or too long',
		fix: FIX_PATH,
		retry: 'no',
	},
	{
		code: 40169,
		name: 'invalidSceneLength',
		cause: 'The scene is missing or too long',
		fix: FIX_SCENE,
		retry: 'no',
	},
	{
		code: 40212,
		name: 'invalidQuery',
		cause: 'The query is not valid',
		fix: "Write the query as a=1&b=2, at most 1024 characters: letters, digits and !#$&'()*+,/:;=?@-._~% only, anything else with encodeURIComponent.",
		retry: 'no',
	},
	{
		code: 40225,
		name: 'invalidPageTitle',
		cause: 'The page title is not valid',
		fix: 'Give a title of at most 20 characters without sensitive words.',
		retry: 'no',
	},
	{
		code: 44990,
		name: 'linkRateReached',
		cause: 'Too many links in this second',
		fix: 'Run again in a moment, or let the items in by smaller batches; 100 links a second are allowed.',
		retry: 'backoff',
	},
	{
		code: 44991,
		name: 'linkCallsLimited',
		cause: 'WeChat limits the calls to this interface of links',
		fix: 'Wait a minute and run again. WeChat says: {errmsg}.',
		retry: 'minute',
	},
	{
		code: 44993,
		name: 'linkQuotaReached',
		cause: 'The links of today are used up',
		fix: 'Wait until midnight, Beijing time: 500,000 links and schemes a day are allowed. Use one link for many people.',
		retry: 'later',
		kind: 'interface',
	},
	{
		code: 45029,
		name: 'qrCodeLimit',
		cause: 'There are as many permanent QR codes as WeChat allows',
		fix: 'Use a code you have, or a temporary one (30 days).',
		retry: 'no',
	},
	{
		code: 85088,
		name: 'noCloudEnvironment',
		cause: 'The mini program has no cloud environment',
		fix: 'Leave the cloud parameters empty, or switch on cloud development for the mini program.',
		retry: 'no',
	},
	{
		code: 85096,
		name: 'reservedField',
		cause: 'The scene or page uses a reserved name',
		fix: 'Do not use the name scancode_time in the query.',
		retry: 'no',
	},
	{
		code: 85400,
		name: 'longTermLinkLimit',
		cause: 'There are as many lasting links as WeChat allows',
		fix: 'Create links that expire (at most 30 days).',
		retry: 'no',
		onPath: {
			'/wxa/genwxashortlink': {
				cause: 'The mini program has 100,000 permanent short links, as many as WeChat allows',
				fix: "Turn 'Permanent' off: such links end after 30 days, and there may be any number of them.",
			},
		},
	},
	{
		code: 85401,
		name: 'invalidExpiry',
		cause: 'The link would live too short or too long',
		fix: FIX_EXPIRY,
		retry: 'no',
	},
	{
		code: 85402,
		name: 'invalidEnvVersion',
		cause: 'WeChat does not know this version of the mini program',
		fix: 'Choose release, trial or develop.',
		retry: 'no',
	},
	{
		code: 85403,
		name: 'linkNotFound',
		cause: 'WeChat does not know this link',
		fix: 'Check that the link is complete and was created by this mini program.',
		retry: 'no',
	},
	{
		code: 85404,
		name: 'linkRefused',
		cause: 'WeChat does not accept this link',
		fix: 'WeChat says: {errmsg}. Create a new link.',
		retry: 'no',
	},
	{
		code: 85405,
		name: 'plainSchemeForbidden',
		cause: 'Plain schemes are not allowed for this mini program',
		fix: `Create an encrypted scheme with 'Create scheme link', or allow the page under ${MINI_PROGRAM_PLACES.plainScheme}.`,
		retry: 'no',
	},
	{
		code: 85406,
		name: 'linkVisitsReached',
		cause: 'The openings of links are used up for today',
		fix: 'Wait until midnight, Beijing time: 3 million openings a day are allowed.',
		retry: 'later',
		kind: 'interface',
	},
	{
		code: 85407,
		name: 'noLinkPermission',
		cause: 'This mini program may not create links',
		fix: FIX_LINK_RIGHT,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 85408,
		name: 'linksBanned',
		cause: 'WeChat has banned this mini program from creating links',
		fix: FIX_LINK_RIGHT,
		retry: 'no',
		kind: 'interface',
	},
];
