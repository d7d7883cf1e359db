// What the Official Account node offers, in the order of its panel.
import type { Resource } from '../shared/operation';
import { diagnoseAccount } from './account/diagnose.operation';
import { clearQuota, getQuota } from './account/quota.operation';
import { sendCustomerMessage } from './customerMessage/send.operation';
import { setTyping } from './customerMessage/setTyping.operation';
import { addTag } from './follower/addTag.operation';
import { blockFollower } from './follower/block.operation';
import { getFollower } from './follower/get.operation';
import { listFollowers } from './follower/getAll.operation';
import { removeTag } from './follower/removeTag.operation';
import { unblockFollower } from './follower/unblock.operation';
import { updateRemark } from './follower/updateRemark.operation';
import { uploadMedia } from './media/upload.operation';
import { createQrCode } from './qrCode/create.operation';
import { getNotificationTemplates } from './subscriptionNotification/getTemplates.operation';
import { sendNotification } from './subscriptionNotification/send.operation';
import { createTag } from './tag/create.operation';
import { deleteTag } from './tag/delete.operation';
import { listAllTags } from './tag/getAll.operation';
import { getTemplates } from './templateMessage/getAll.operation';
import { sendTemplate } from './templateMessage/send.operation';

export const resources: Resource[] = [
	{
		value: 'follower',
		name: 'Follower',
		operations: [getFollower, listFollowers, updateRemark, addTag, removeTag, blockFollower, unblockFollower],
	},
	{ value: 'tag', name: 'Tag', operations: [listAllTags, createTag, deleteTag] },
	{ value: 'templateMessage', name: 'Template Message', operations: [sendTemplate, getTemplates] },
	{
		value: 'subscriptionNotification',
		name: 'Subscription Notification',
		operations: [sendNotification, getNotificationTemplates],
	},
	{ value: 'customerMessage', name: 'Customer Message', operations: [sendCustomerMessage, setTyping] },
	{ value: 'media', name: 'Media', operations: [uploadMedia] },
	{ value: 'qrCode', name: 'QR Code', operations: [createQrCode] },
	{ value: 'account', name: 'Account', operations: [diagnoseAccount, getQuota, clearQuota] },
];
