// What the operations say they call, held against what the sandbox saw.
import type { INodeParameters } from 'n8n-workflow';
import { resources as miniProgram } from '../../../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../../../nodes/WechatLinkOfficialAccount/resources';
import type { AccountName } from '../../../sandbox/types';

const RESOURCES = { miniProgram, officialAccount };

/** Calls that an operation does not declare, since they are none of the node's own credential. */
const BESIDES: Record<string, string[]> = {
	'qrCode.create': ['/cgi-bin/showqrcode'],
	// Where a video lies, which is not WeChat's interface.
	'media.download': ['/sandbox-video'],
	'uniformMessage.send': [
		'/cgi-bin/message/template/send',
		'/cgi-bin/template/get_all_private_template',
		// Withdrawn by WeChat, which tells no quota of it.
		'/cgi-bin/message/wxopen/template/uniform_send',
	],
};
const TOKEN_CALLS = ['/cgi-bin/stable_token', '/cgi-bin/token'];

/** The paths that operations run so far may have called. */
export class DeclaredCalls {
	private readonly paths = new Set(TOKEN_CALLS);

	/** Takes in what the operation that is about to run declares. */
	add(node: AccountName, { resource, operation }: INodeParameters): void {
		const found = RESOURCES[node]
			.find(({ value }) => value === resource)
			?.operations.find(({ value }) => value === operation);
		const besides = BESIDES[`${String(resource)}.${String(operation)}`] ?? [];
		for (const path of [...(found?.calls ?? []), ...besides]) this.paths.add(path);
	}

	/** @throws an error for paths that were called and stand in no `calls` of the operations added */
	check(called: Record<string, number>): void {
		const undeclared = Object.keys(called).filter((path) => !this.paths.has(path));
		if (undeclared.length === 0) return;
		throw new Error(`Called, and not declared in \`calls\` of the operation: ${undeclared.join(', ')}`);
	}
}
