// The steps of the operations that both nodes have.
import type { Account } from '../../../../sandbox/types';
import { count, finding, from, text } from './step';
import type { OperationStep } from './step';

/** For one of the nodes, behind a step that puts out a picture. */
export function commonSteps(openid: string, account: Account, cgiPath: string, rid: string): OperationStep[] {
	return [
		{
			name: 'media.upload',
			parameters: { type: 'image', binaryPropertyName: 'data' },
			expected: { type: 'image', media_id: text, created_at: count },
		},
		{
			name: 'media.download',
			parameters: { mediaId: from('media.upload', 'media_id') },
			expected: { media_id: text, mime_type: expect.stringMatching(/^image\//) as unknown, bytes: count },
			picture: 'data',
		},
		{
			name: 'customerMessage.send',
			parameters: { openid, messageType: 'image', mediaSource: 'binary', binaryPropertyName: 'data' },
			expected: { delivered: true, openid, msgtype: 'image' },
		},
		{
			name: 'customerMessage.setTyping',
			parameters: { openid, command: 'Typing' },
			expected: { openid, typing: true },
		},
		{ name: 'account.diagnose', parameters: {}, expected: finding },
		{
			name: 'account.explainRequest',
			parameters: { rid },
			expected: {
				rid: expect.stringMatching(/^[0-9a-f-]{26}$/) as unknown,
				invoke_time: count,
				cost_in_ms: count,
				request_url: expect.not.stringMatching(/\d{2}_[\w-]{80}/) as unknown,
				request_body: '{"action":"none"}',
				response_body: '{"errcode":40202}',
				client_ip: text,
			},
		},
		{
			name: 'account.getQuota',
			parameters: { cgiPath },
			expected: {
				cgi_path: cgiPath,
				quota: { daily_limit: count, used: count, remain: count },
				rate_limit: expect.any(Object) as unknown,
				component_rate_limit: expect.any(Object) as unknown,
			},
		},
		{
			name: 'account.clearQuota',
			parameters: { scope: 'account' },
			expected: { cleared: true, appid: account.appId },
		},
	];
}
