// Get quota and Clear quota of this account.
import { MINI_PROGRAM_INTERFACES } from '../../shared/operations/account/interfaces';
import { quotaClear, quotaGet } from '../../shared/operations/account/quota';

export const getQuota = quotaGet('wechatLinkMiniProgramApi', MINI_PROGRAM_INTERFACES);
export const clearQuota = quotaClear('wechatLinkMiniProgramApi', MINI_PROGRAM_INTERFACES);
