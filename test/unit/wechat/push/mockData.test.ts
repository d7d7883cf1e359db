/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The event that docs/TRIGGER.md gives for n8n's mock data is what the trigger puts out for such a push.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPushEvents } from '../../../../wechat/push/events';

const fenceIn = (page: string): string => {
	const text = readFileSync(join(__dirname, '../../../..', page), 'utf8');
	return /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
};

it.each(['docs/TRIGGER.md', 'docs/zh-CN/TRIGGER.md'])('%s shows a whole event', (page) => {
	const events = JSON.parse(fenceIn(page)) as ReturnType<typeof toPushEvents>;
	expect(events).toHaveLength(1);
	expect(toPushEvents(events[0].raw, 0)).toEqual(events);
});
