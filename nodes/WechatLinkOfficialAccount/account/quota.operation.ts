// Get quota and Clear quota of this account.
import { OFFICIAL_ACCOUNT_INTERFACES } from '../../shared/operations/account/interfaces';
import { quotaClear, quotaGet } from '../../shared/operations/account/quota';

export const getQuota = quotaGet('wechatLinkOfficialAccountApi', OFFICIAL_ACCOUNT_INTERFACES);
export const clearQuota = quotaClear('wechatLinkOfficialAccountApi', OFFICIAL_ACCOUNT_INTERFACES);
