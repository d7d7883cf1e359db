// What the Official Account node offers, in the order of its panel.
import { interfacesOf } from '../shared/operations/account/interfaces';
import type { Resource } from '../shared/run/operation';
import { diagnoseAccount } from './account/diagnose.operation';
import { explainRequest } from './account/explainRequest.operation';
import { clearQuota, getQuota } from './account/quota.operation';
import { sendCustomerMessage } from './customerMessage/send.operation';
import { setTyping } from './customerMessage/setTyping.operation';
import { addTag } from './follower/addTag.operation';
import { blockFollower } from './follower/block.operation';
import { convertFollowers } from './follower/convertOpenids.operation';
import { getFollower } from './follower/get.operation';
import { listFollowers } from './follower/getAll.operation';
import { listBlocked } from './follower/getBlocked.operation';
import { getFollowerTags } from './follower/getTags.operation';
import { removeTag } from './follower/removeTag.operation';
import { unblockFollower } from './follower/unblock.operation';
import { updateRemark } from './follower/updateRemark.operation';
import { signPageConfig } from './jsSdk/sign.operation';
import { downloadMedia } from './media/download.operation';
import { uploadMedia } from './media/upload.operation';
import { createMenu } from './menu/create.operation';
import { deleteMenu } from './menu/delete.operation';
import { getMenu } from './menu/get.operation';
import { createConsentLink } from './oneTimeMessage/createConsentLink.operation';
import { sendOneTimeMessage } from './oneTimeMessage/send.operation';
import { createQrCode } from './qrCode/create.operation';
import { getNotificationTemplates } from './subscriptionNotification/getTemplates.operation';
import { sendNotification } from './subscriptionNotification/send.operation';
import { createTag } from './tag/create.operation';
import { deleteTag } from './tag/delete.operation';
import { listAllTags } from './tag/getAll.operation';
import { updateTag } from './tag/update.operation';
import { addTemplate } from './templateMessage/add.operation';
import { deleteTemplate } from './templateMessage/delete.operation';
import { getTemplates } from './templateMessage/getAll.operation';
import { getBlockedMessages } from './templateMessage/getBlocked.operation';
import { sendTemplate } from './templateMessage/send.operation';
import { createLoginLink } from './webLogin/createLink.operation';
import { exchangeLoginCode } from './webLogin/exchangeCode.operation';

const work: Resource[] = [
	{
		value: 'follower',
		name: 'Follower',
		operations: [
			getFollower,
			listFollowers,
			updateRemark,
			addTag,
			removeTag,
			getFollowerTags,
			blockFollower,
			unblockFollower,
			listBlocked,
			convertFollowers,
		],
	},
	{ value: 'tag', name: 'Tag', operations: [listAllTags, createTag, updateTag, deleteTag] },
	{ value: 'webLogin', name: 'Web Login', operations: [createLoginLink, exchangeLoginCode] },
	{
		value: 'templateMessage',
		name: 'Template Message',
		operations: [sendTemplate, getTemplates, addTemplate, deleteTemplate, getBlockedMessages],
	},
	{
		value: 'subscriptionNotification',
		name: 'Subscription Notification',
		operations: [sendNotification, getNotificationTemplates],
	},
	{ value: 'oneTimeMessage', name: 'One-Time Message', operations: [sendOneTimeMessage, createConsentLink] },
	{ value: 'customerMessage', name: 'Customer Message', operations: [sendCustomerMessage, setTyping] },
	{ value: 'media', name: 'Media', operations: [uploadMedia, downloadMedia] },
	{ value: 'menu', name: 'Menu', operations: [getMenu, createMenu, deleteMenu] },
	{ value: 'jsSdk', name: 'JS-SDK', operations: [signPageConfig] },
	{ value: 'qrCode', name: 'QR Code', operations: [createQrCode] },
];

/** What the operations above call is what there are quotas and permissions of. */
const interfaces = interfacesOf(work);

const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [diagnoseAccount(interfaces), explainRequest, getQuota(interfaces), clearQuota(interfaces)],
};

export const resources: Resource[] = [...work, account];
