// What a trigger's panel offers to wait for, and what it says of the one URL that WeChat keeps.
import { eventChoices } from '../../../../../nodes/shared/push/parameters';
import { WechatLinkMiniProgramTrigger } from '../../../../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node';
import { WechatLinkOfficialAccountTrigger } from '../../../../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';

test.each(['officialAccount', 'miniProgram'] as const)(
	'%s: the panel offers any event first, then each topic together',
	(account) => {
		const [any, ...names] = eventChoices(account).map(({ name }) => name);
		expect(any).toBe('Any Event or Message');
		const topics = names.map((name) => name.split(': ')[0]);
		const runs = topics.filter((topic, at) => topic !== topics[at - 1]);
		expect(runs).toEqual([...new Set(runs)].sort());
		expect(topics).toContain('Message');
	},
);

test.each([new WechatLinkOfficialAccountTrigger(), new WechatLinkMiniProgramTrigger()])(
	'$description.displayName: the notice and what is said at publishing lead to Forward To for a second receiver',
	({ description: { properties, activationMessage } }) => {
		const notice = properties.find(({ type }) => type === 'notice')?.displayName;
		for (const text of [notice, activationMessage]) expect(text).toContain("'Forward To'");
		const settings = properties.find(({ name }) => name === 'settings');
		expect(settings).toMatchObject({
			displayName: 'Options',
			options: expect.arrayContaining([expect.objectContaining({ displayName: 'Forward To' })]) as unknown,
		});
	},
);
