// Explain request of account of this account.
import { requestExplain } from '../../shared/operations/account/explainRequest';

export const explainRequest = requestExplain('wechatLinkMiniProgramApi');
