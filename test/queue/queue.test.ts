// n8n in queue mode: main, two workers, two webhook processes, PostgreSQL and Redis, all real, for all suites.
import { openCluster, type Cluster } from './support/cluster';
import { crashSuite } from './suites/crashes';
import { processSuite } from './suites/processes';
import { pushSuite } from './suites/pushes';
import { redisSuite } from './suites/redis';
import { secretSuite } from './suites/secrets';
import { ticketSuite } from './suites/tickets';
import { tokenSuite } from './suites/tokens';

jest.setTimeout(600_000);

let cluster: Cluster | undefined;
const onCluster = () => {
	if (!cluster) throw new Error('n8n did not start in queue mode, see the first failure');
	return cluster;
};

beforeAll(async () => {
	cluster = await openCluster({ name: 'queue', workers: 2, webhooks: 2, followers: 2_000 });
});

afterAll(async () => await cluster?.close());

describe('the access token, shared by workers', () => tokenSuite(onCluster));
describe('the ticket for web pages, shared by workers', () => ticketSuite(onCluster));
describe('pushes at a rate', () => pushSuite(onCluster));
describe('an event and several processes', () => processSuite(onCluster));
describe('a worker that dies', () => crashSuite(onCluster));
// Towards the end: n8n's processes outlive it, but they say a lot.
describe('Redis away for five seconds', () => redisSuite(onCluster));
// Last: it looks through what all of them have left.
describe('secrets', () => secretSuite(onCluster));
