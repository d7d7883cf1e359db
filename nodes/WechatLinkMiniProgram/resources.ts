// What the Mini Program node offers, in the order of its panel.
import type { Resource } from '../shared/operation';
import { diagnoseAccount } from './account/diagnose.operation';
import { clearQuota, getQuota } from './account/quota.operation';
import { sendCustomerMessage } from './customerMessage/send.operation';
import { setTyping } from './customerMessage/setTyping.operation';
import { createMiniProgramCode } from './link/createQrCode.operation';
import { createScheme } from './link/createScheme.operation';
import { createUrlLink } from './link/createUrlLink.operation';
import { checkSession } from './login/checkSession.operation';
import { codeToSession } from './login/code2Session.operation';
import { resetSession } from './login/resetSession.operation';
import { uploadMedia } from './media/upload.operation';
import { getSubscribeTemplates } from './subscribeMessage/getTemplates.operation';
import { sendSubscribe } from './subscribeMessage/send.operation';
import { sendUniform } from './uniformMessage/send.operation';
import { decryptData } from './user/decryptData.operation';
import { getPhoneNumber } from './user/getPhoneNumber.operation';

export const resources: Resource[] = [
	{ value: 'login', name: 'Login', operations: [codeToSession, checkSession, resetSession] },
	{ value: 'user', name: 'User', operations: [decryptData, getPhoneNumber] },
	{
		value: 'subscribeMessage',
		name: 'Subscribe Message',
		operations: [sendSubscribe, getSubscribeTemplates],
	},
	{ value: 'uniformMessage', name: 'Uniform Message', operations: [sendUniform] },
	{ value: 'customerMessage', name: 'Customer Message', operations: [sendCustomerMessage, setTyping] },
	{ value: 'media', name: 'Media', operations: [uploadMedia] },
	{ value: 'link', name: 'Link', operations: [createMiniProgramCode, createUrlLink, createScheme] },
	{ value: 'account', name: 'Account', operations: [diagnoseAccount, getQuota, clearQuota] },
];
