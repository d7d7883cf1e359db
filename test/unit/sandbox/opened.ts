// What a push of the sandbox holds, and whether it is signed by its account.
import type { Account } from '../../../sandbox/types';
import { decryptPush } from '../../../wechat/push/cipher';
import { pushSignature } from '../../../wechat/push/signature';
import type { ReceivedPush } from './harness';

export const encryptOf = (body: string) => /Encrypt(?:><!\[CDATA\[|":")([^\]"]+)/.exec(body)?.[1] ?? '';
export const clearOf = (push: ReceivedPush, { encodingAesKey, appId }: Account) =>
	decryptPush({ encodingAesKey, appId, encrypted: encryptOf(push.body) });
export const isSigned = ({ query }: ReceivedPush, account: Account) =>
	query.signature === pushSignature(account.pushToken, query.timestamp, query.nonce);
export const isMessageSigned = ({ query, body }: ReceivedPush, account: Account) =>
	query.msg_signature === pushSignature(account.pushToken, query.timestamp, query.nonce, encryptOf(body));
