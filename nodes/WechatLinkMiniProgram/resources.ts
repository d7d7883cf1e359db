// What the Mini Program node offers, in the order of its panel.
import type { Resource } from '../shared/operation';
import { codeToSession } from './login/code2Session.operation';
import { sendSubscribe } from './subscribeMessage/send.operation';
import { sendUniform } from './uniformMessage/send.operation';

export const resources: Resource[] = [
	{ value: 'login', name: 'Login', operations: [codeToSession] },
	{ value: 'subscribeMessage', name: 'Subscribe Message', operations: [sendSubscribe] },
	{ value: 'uniformMessage', name: 'Uniform Message', operations: [sendUniform] },
];
