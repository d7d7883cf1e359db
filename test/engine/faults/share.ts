/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// A thread that runs its share of the sequences and sends back what came of each: `share.ts <first> <step> <last>`.
import { parentPort } from 'node:worker_threads';
import { runAll } from './runAll';

const [first, step, last] = process.argv.slice(2).map(Number);
const seeds: number[] = [];
for (let seed = first; seed <= last; seed += step) seeds.push(seed);

void runAll(seeds).then((outcomes) => parentPort?.postMessage(outcomes));
