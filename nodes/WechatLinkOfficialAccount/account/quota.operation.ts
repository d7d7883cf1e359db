// Get account quota and Clear account quota of this account.
import type { Interface } from '../../shared/operations/account/interfaces';
import { quotaClear, quotaGet } from '../../shared/operations/account/quota';

export const getQuota = (interfaces: Interface[]) => quotaGet('wechatLinkOfficialAccountApi', interfaces);
export const clearQuota = (interfaces: Interface[]) => quotaClear('wechatLinkOfficialAccountApi', interfaces);
