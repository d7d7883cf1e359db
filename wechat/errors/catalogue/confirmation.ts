// Return codes about the administrator's (管理员) confirmation of calls from a server.
import type { CatalogueEntry } from '../entry';

const FIX_CONFIRMATION = {
	en: "Ask the account's administrator (管理员) to open the message from WeChat 公众平台安全助手 on their phone and confirm the call from {ip}, then run again.",
	zh: '请账号管理员在手机上打开“公众平台安全助手”的消息，确认来自 {ip} 的调用，然后重新运行。',
};

export const confirmationCodes = (): CatalogueEntry[] => [
	{
		code: 89501,
		name: 'ipConfirmationPending',
		cause: {
			en: 'The administrator has not yet confirmed calls from this IP',
			zh: '此 IP 正在等待管理员确认',
		},
		fix: FIX_CONFIRMATION,
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 89502,
		name: 'confirmationPending',
		cause: { en: 'A confirmation by the administrator is pending', zh: '正在等待管理员确认' },
		fix: FIX_CONFIRMATION,
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 89503,
		name: 'ipNeedsConfirmation',
		cause: { en: 'The administrator must confirm calls from this IP', zh: '此 IP 调用需要管理员确认' },
		fix: FIX_CONFIRMATION,
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 89504,
		name: 'administratorMustConfirm',
		cause: { en: 'The administrator must confirm this call', zh: '此次调用需要管理员确认' },
		fix: FIX_CONFIRMATION,
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 89505,
		name: 'administratorConfirming',
		cause: { en: 'The administrator is being asked to confirm this call', zh: '正在等待管理员确认此次调用' },
		fix: FIX_CONFIRMATION,
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 89506,
		name: 'ipRefusedForADay',
		cause: {
			en: 'The administrator refused this IP twice; WeChat blocks it for 24 hours',
			zh: '管理员两次拒绝此 IP 调用，24 小时内不可再用',
		},
		fix: {
			en: 'Wait 24 hours, agree with the administrator (管理员), then run again from {ip} and have the call confirmed.',
			zh: '请等待 24 小时，与管理员沟通后再由 {ip} 调用并请其确认。',
		},
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 89507,
		name: 'ipRefusedForAnHour',
		cause: {
			en: 'The administrator refused this IP; WeChat blocks it for an hour',
			zh: '管理员拒绝了此 IP 调用，1 小时内不可再用',
		},
		fix: {
			en: 'Wait an hour, agree with the administrator (管理员), then run again from {ip} and have the call confirmed.',
			zh: '请等待 1 小时，与管理员沟通后再由 {ip} 调用并请其确认。',
		},
		retry: 'later',
		stopsAll: true,
	},
];
