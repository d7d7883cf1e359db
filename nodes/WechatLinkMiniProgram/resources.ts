// What the Mini Program node offers, in the order of its panel.
import { interfacesOf } from '../shared/operations/account/interfaces';
import type { Resource } from '../shared/run/operation';
import { diagnoseAccount } from './account/diagnose.operation';
import { explainRequest } from './account/explainRequest.operation';
import { clearQuota, getQuota } from './account/quota.operation';
import { sendCustomerMessage } from './customerMessage/send.operation';
import { setTyping } from './customerMessage/setTyping.operation';
import { createMiniProgramCode } from './link/createQrCode.operation';
import { createShortLink } from './link/createShortLink.operation';
import { createScheme } from './link/createScheme.operation';
import { createUrlLink } from './link/createUrlLink.operation';
import { checkSession } from './login/checkSession.operation';
import { codeToSession } from './login/code2Session.operation';
import { resetSession } from './login/resetSession.operation';
import { downloadMedia } from './media/download.operation';
import { uploadMedia } from './media/upload.operation';
import { addSubscribeTemplate } from './subscribeMessage/addTemplate.operation';
import { deleteSubscribeTemplate } from './subscribeMessage/deleteTemplate.operation';
import { getSubscribeTemplates } from './subscribeMessage/getTemplates.operation';
import { sendSubscribe } from './subscribeMessage/send.operation';
import { sendUniform } from './uniformMessage/send.operation';
import { decryptData } from './user/decryptData.operation';
import { getPaidUnionid } from './user/getPaidUnionid.operation';
import { getPhoneNumber } from './user/getPhoneNumber.operation';

const work: Resource[] = [
	{ value: 'login', name: 'Login', operations: [codeToSession, checkSession, resetSession] },
	{ value: 'user', name: 'User', operations: [decryptData, getPhoneNumber, getPaidUnionid] },
	{
		value: 'subscribeMessage',
		name: 'Subscribe Message',
		operations: [sendSubscribe, getSubscribeTemplates, addSubscribeTemplate, deleteSubscribeTemplate],
	},
	{ value: 'uniformMessage', name: 'Uniform Message', operations: [sendUniform] },
	{ value: 'customerMessage', name: 'Customer Message', operations: [sendCustomerMessage, setTyping] },
	{ value: 'media', name: 'Media', operations: [uploadMedia, downloadMedia] },
	{
		value: 'link',
		name: 'Link',
		operations: [createMiniProgramCode, createUrlLink, createScheme, createShortLink],
	},
];

/** What the operations above call is what there are quotas and permissions of. */
const interfaces = interfacesOf(work);

const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [diagnoseAccount(interfaces), explainRequest, getQuota(interfaces), clearQuota(interfaces)],
};

export const resources: Resource[] = [...work, account];
