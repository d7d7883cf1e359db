// Return codes of signed and encrypted calls (API安全), which an account can demand.
import type { CatalogueEntry } from '../entry';
import { MINI_PROGRAM_PLACES } from '../../consoles';

const FIX_SIGNED = `This account demands signed and encrypted calls, which this package does not make. Switch that off in the console: ${MINI_PROGRAM_PLACES.signedCalls}.`;

export const signedCallCodes = (): CatalogueEntry[] => [
	{
		code: 40230,
		name: 'signedCall40230',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40231,
		name: 'signedCall40231',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40232,
		name: 'signedCall40232',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40233,
		name: 'signedCall40233',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40234,
		name: 'signatureRefused',
		cause: 'WeChat does not accept the signature of the call',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40235,
		name: 'encryptionRefused',
		cause: 'WeChat does not accept the encryption of the call',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40236,
		name: 'signedCall40236',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40237,
		name: 'signedAppIdMismatch',
		cause: 'The AppID of the signed call is not the one of the token',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40238,
		name: 'signedCall40238',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40239,
		name: 'signedCall40239',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40240,
		name: 'signedCall40240',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 934011,
		name: 'signedCall934011',
		cause: 'This account demands signed calls',
		fix: FIX_SIGNED,
		retry: 'no',
		kind: 'account',
	},
];
