import pg from 'pg';
import { createVirtualClock } from '../estimate/virtual-clock.ts';
import { startEngines } from '../engines.ts';
import { isKept, overloadLine, overloadOf } from './overload-report.ts';
import { simulateOverload } from './simulate-overload.ts';

/** As many runs, with the seed and the ones after it. */
const runs = 2;

/**
 * Offers ten times the quota by fifty users for ten minutes of virtual time, and prints whether it was kept, used
 * and shared.
 *
 * Effect: starts a database of its own and writes into it.
 *
 * @returns Whether every run met the bars.
 */
export async function benchOverload(seed: number, say: (line: string) => void): Promise<boolean> {
  const engines = await startEngines(say);
  const client = new pg.Client({ connectionString: engines.databaseUrl });
  await client.connect();
  try {
    const clock = await createVirtualClock(client);
    let isGood = true;
    for (let n = 0; n < runs; n += 1) {
      const overload = overloadOf(await simulateOverload(client, clock, seed + n));
      say(`seed ${seed + n}: ${overloadLine(overload)}`);
      isGood &&= isKept(overload);
    }
    return isGood;
  } finally {
    await client.end();
    await engines.stop();
  }
}
