import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';
import type { Share } from './search-seeds.ts';

const { from, until, step, bug } = workerData as Share;
for (let seed = from; seed < until; seed += step) {
  parentPort?.postMessage(await runSeed(seed, { bug }));
  // A run waits for nothing but promises: what else the thread has to do comes now.
  await turn();
}
