import pg from 'pg';
import { startEngines } from '../engines.ts';
import { hourLine, isHonest, verdictLine } from './estimate-report.ts';
import type { Told } from './estimate-report.ts';
import { simulateHour } from './simulate.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** As many hours, with the seed and the ones after it. */
const hours = 6;

/**
 * Simulates hours of users who share Genie's quota, and prints how close what they were told was to what
 * they waited.
 *
 * Effect: starts a database of its own and writes into it.
 *
 * @returns Whether the estimate is close enough.
 */
export async function benchEstimate(seed: number, say: (line: string) => void): Promise<boolean> {
  const engines = await startEngines(say);
  const client = new pg.Client({ connectionString: engines.databaseUrl });
  await client.connect();
  try {
    const clock = await createVirtualClock(client);
    const all: Told[] = [];
    for (let n = 0; n < hours; n += 1) {
      const told = await simulateHour(client, clock, seed + n);
      say(`hour ${seed + n}: ${hourLine(told)}`);
      all.push(...told);
    }
    say(verdictLine(all));
    return isHonest(all);
  } finally {
    await client.end();
    await engines.stop();
  }
}
