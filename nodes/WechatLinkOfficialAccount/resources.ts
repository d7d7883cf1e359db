// What the Official Account node offers, in the order of its panel.
import type { Resource } from '../shared/operation';
import { getFollower } from './follower/get.operation';
import { listFollowers } from './follower/getAll.operation';
import { sendTemplate } from './templateMessage/send.operation';

export const resources: Resource[] = [
	{ value: 'follower', name: 'Follower', operations: [getFollower, listFollowers] },
	{ value: 'templateMessage', name: 'Template Message', operations: [sendTemplate] },
];
