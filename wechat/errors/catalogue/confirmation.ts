// Return codes about the administrator's (管理员) confirmation of calls from a server.
import type { CatalogueEntry } from '../entry';
import { CONSOLE_WORDS } from '../../consoles';

const FIX_CONFIRMATION = `Ask the account's administrator to open the message from ${CONSOLE_WORDS.securityAssistant} in WeChat on their phone and confirm the call from {ip}, then run again.`;

export const confirmationCodes = (): CatalogueEntry[] => [
	{
		code: 89501,
		name: 'ipConfirmationPending',
		cause: 'The administrator has not yet confirmed calls from this IP',
		fix: FIX_CONFIRMATION,
		retry: 'later',
		kind: 'account',
	},
	{
		code: 89502,
		name: 'confirmationPending',
		cause: 'A confirmation by the administrator is pending',
		fix: FIX_CONFIRMATION,
		retry: 'later',
		kind: 'account',
	},
	{
		code: 89503,
		name: 'ipNeedsConfirmation',
		cause: 'The administrator must confirm calls from this IP',
		fix: FIX_CONFIRMATION,
		retry: 'later',
		kind: 'account',
	},
	{
		code: 89504,
		name: 'administratorMustConfirm',
		cause: 'The administrator must confirm this call',
		fix: FIX_CONFIRMATION,
		retry: 'later',
		kind: 'interface',
	},
	{
		code: 89505,
		name: 'administratorConfirming',
		cause: 'The administrator is being asked to confirm this call',
		fix: FIX_CONFIRMATION,
		retry: 'later',
		kind: 'interface',
	},
	{
		code: 89506,
		name: 'ipRefusedForADay',
		cause: 'The administrator refused this IP twice; WeChat blocks it for 24 hours',
		fix: 'Wait 24 hours, agree with the administrator, then run again from {ip} and have the call confirmed.',
		retry: 'later',
		kind: 'account',
	},
	{
		code: 89507,
		name: 'ipRefusedForAnHour',
		cause: 'The administrator refused this IP; WeChat blocks it for an hour',
		fix: 'Wait an hour, agree with the administrator, then run again from {ip} and have the call confirmed.',
		retry: 'later',
		kind: 'account',
	},
];
