import { setTimeout as pause } from 'node:timers/promises';
import { usageOf } from '../load/usage.ts';
import type { Usage } from '../load/usage.ts';
import { createDeepClient } from './deep-client.ts';
import type { DeepClient } from './deep-client.ts';
import { startLocalService } from './local-service.ts';
import { sleepingLines, isLight } from './sleeping-report.ts';
import type { Sleeping } from './sleeping-report.ts';

const sleepers = 50;
/** It waits for its rows in the second round, for a day and more. */
const question = 'What did we spend by product, once the billing of yesterday is complete?';
const budgetSeconds = 3 * 86_400;
const measuredMs = 90_000;
/** What was set free is given back by then, milliseconds. */
const quietMs = 30_000;
const lookEveryMs = 1_000;

/**
 * Starts deep investigations that wait for rows, and prints what they cost the worker. What they leave behind
 * when they begin is told apart: as many that began before them have ended.
 *
 * Effect: starts a stack of its own, for about six minutes.
 *
 * @returns Whether each takes at most a megabyte, and all together next to no CPU.
 */
export async function benchSleeping(say: (line: string) => void): Promise<boolean> {
  const quota = '10000';
  const service = await startLocalService({ LOCAL_GENIE_QPM: quota });
  try {
    const client = createDeepClient(service.file().api.url);
    const worker = (): Usage => usageOf(service.file().worker.pid ?? 0);
    const before = await fallAsleep(client);
    await Promise.all(before.map((id) => client.answerNow(id)));
    await Promise.all(before.map((id) => reaches(client, id, 'finished')));
    const idle = await measured(worker);
    await fallAsleep(client);
    const asleep = await measured(worker);
    const sleeping: Sleeping = { sleepers, idle, asleep };
    for (const line of sleepingLines(sleeping)) say(line);
    return isLight(sleeping);
  } finally {
    await service.stop();
  }
}

/** Asks them, one after the other, and returns their ids when all wait. */
async function fallAsleep(client: DeepClient): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < sleepers; n += 1) ids.push((await client.ask(question, budgetSeconds)).id);
  await Promise.all(ids.map((id) => reaches(client, id, 'planned')));
  return ids;
}

async function reaches(
  client: DeepClient,
  id: string,
  wanted: 'planned' | 'finished',
): Promise<void> {
  while (!(await client.events(id)).some(({ type }) => type === wanted)) await pause(lookEveryMs);
}

/** What the worker uses when nothing has happened for a while. */
async function measured(worker: () => Usage): Promise<Sleeping['idle']> {
  await pause(quietMs);
  const begin = worker();
  await pause(measuredMs);
  const end = worker();
  return { rssMb: end.rssMb, cpuShare: (end.cpuMs - begin.cpuMs) / measuredMs };
}
