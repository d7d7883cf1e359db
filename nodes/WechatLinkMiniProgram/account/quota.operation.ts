// Get account quota and Clear account quota of this account.
import type { Interface } from '../../shared/operations/account/interfaces';
import { quotaClear, quotaGet } from '../../shared/operations/account/quota';

/** @param interfaces what the picker offers @returns Account › Get Quota */
export const getQuota = (interfaces: Interface[]) => quotaGet('wechatLinkMiniProgramApi', interfaces);
/** @param interfaces what the picker offers @returns Account › Clear Quota */
export const clearQuota = (interfaces: Interface[]) => quotaClear('wechatLinkMiniProgramApi', interfaces);
