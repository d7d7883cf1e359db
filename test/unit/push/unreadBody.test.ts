// What n8n does with the body of a push before the trigger hears of it.
import { NodeHelpers } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';
import { WechatLinkMiniProgramTrigger } from '../../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node';
import { WechatLinkOfficialAccountTrigger } from '../../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';

// With one parser for all of them, which broken XML at the same moment spoils for good; see docs/RELIABILITY.md.
test.each([new WechatLinkOfficialAccountTrigger(), new WechatLinkMiniProgramTrigger()])(
	'n8n is asked to leave the bodies of requests to the node, whatever else is chosen: %p',
	({ description }) => {
		const run = (parameters: INodeParameters) =>
			NodeHelpers.getNodeParameters(
				description.properties,
				parameters,
				true,
				false,
				{ typeVersion: 1 },
				description,
			)?.options;
		expect(run({})).toEqual({ binaryData: true });
		expect(run({ options: { binaryData: true, maxAgeSeconds: 5 } })).toEqual({
			binaryData: true,
			maxAgeSeconds: 5,
		});
		// n8n reads that name only of a node of version 1.
		expect([description.version].flat()).toContain(1);
	},
);
