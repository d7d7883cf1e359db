// Every operation of both nodes, with its parameters filled in as a person would, so that reading gets as far as it can.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { resources as miniProgram } from '../../../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../../../nodes/WechatLinkOfficialAccount/resources';
import type { Operation } from '../../../nodes/shared/run/operation';
import type { AccountName } from '../../../sandbox/types';

export const RESOURCES = { officialAccount, miniProgram };
const OPENID = 'oR5GjjgEhCMJFyzaVZdrxZ2zRRF4';

const FILLED_IN: Record<string, unknown> = {
	url: 'https://example.com/a',
	redirectUrl: 'https://example.com/a',
	pictureUrl: 'https://example.com/a.png',
	thumbUrl: 'https://example.com/a.png',
	fieldsMode: 'json',
	fieldsJson: '{"thing1":"a"}',
	subscribeFieldsMode: 'json',
	subscribeFieldsJson: '{"thing1":"a"}',
	menuMode: 'json',
	menuJson: '{"button":[{"type":"click","name":"a","key":"a"}]}',
	tagId: { __rl: true, mode: 'id', value: '100' },
	menuItems: { item: [{ id: '1', content: 'a' }] },
	scene: '1',
	jsCode: 'a code',
	binaryPropertyName: 'data',
	lineColor: '#07c160',
	expireTime: new Date(Date.now() + 86_400_000).toISOString(),
	encryptedData: 'AAAAAAAAAAAAAAAAAAAAAA==',
	iv: 'AAAAAAAAAAAAAAAAAAAAAA==',
	sessionKey: Buffer.alloc(16).toString('base64'),
	keywordIds: '1,2',
	rid: '60c1a8ab-0d5aa8d1-5a4ba3a1',
	fromAppId: 'wx0123456789abcdef',
	miniProgramAppId: 'wx0123456789abcdef',
};

/** @returns what stands in a field where a test asks for nothing else */
function filledIn({ name, type, default: preset }: INodeProperties): unknown {
	if (name in FILLED_IN) return FILLED_IN[name];
	if (/openid/i.test(name)) return OPENID;
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: 'an-id' };
	return type === 'string' && preset === '' ? 'a' : preset;
}

/** An operation, and where it stands. */
export interface Found {
	node: AccountName;
	resource: string;
	operation: Operation;
}

export const allOperations: Found[] = (Object.keys(RESOURCES) as AccountName[]).flatMap((node) =>
	RESOURCES[node].flatMap(({ value: resource, operations }) =>
		operations.map((operation) => ({ node, resource, operation })),
	),
);

/** All parameters of an operation but its options. */
export const parametersOf = ({ resource, operation }: Found): IDataObject => ({
	...Object.fromEntries(
		operation.fields.filter(({ name }) => name !== 'options').map((one) => [one.name, filledIn(one)]),
	),
	resource,
	operation: operation.value,
});
