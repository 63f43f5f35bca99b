import type { Engines } from '../engines.ts';
import type { GenieStub } from '../genie-stub.ts';
import { createStatementCounter } from '../statement-count.ts';
import { createLoadClient } from './client.ts';
import { runFollowers } from './followers.ts';
import { runInFlight } from './in-flight.ts';
import { followersLine, inFlightLines, waitingLine } from './load-report.ts';
import { startService } from './service.ts';
import { runWaiting } from './waiting.ts';

/** How many are open at once, and how many questions are asked in all. */
const loads = [
  [50, 150],
  [200, 400],
  [500, 1_000],
] as const;
const genieMs = 5_000;
const waiting = 200;
const followers = 2_000;

/** The parts of a load, in this order. */
export const loadParts = ['followers', 'waiting', 'in-flight'] as const;
export type LoadPart = (typeof loadParts)[number];

const titles: Readonly<Record<LoadPart, string>> = {
  followers: 'One log',
  waiting: 'Waiting for Genie',
  'in-flight': `In flight, Genie at ${genieMs / 1_000} s`,
};

/**
 * Puts load on one API and one worker, and prints what came of it.
 *
 * Effect: starts processes; asks thousands of questions.
 */
export async function benchLoad(
  engines: Engines,
  stub: GenieStub,
  parts: readonly LoadPart[],
  say: (line: string) => void,
): Promise<void> {
  const service = await startService(engines, stub);
  const statements = await createStatementCounter(engines.databaseUrl);
  try {
    const client = createLoadClient(service.url);
    const load = { service, client, stub };
    // Code is compiled and connections are opened once.
    await runInFlight(service, client, 5, 20);
    const run: Record<LoadPart, () => Promise<void>> = {
      followers: async () => say(followersLine(await runFollowers(load, statements, followers))),
      waiting: async () => say(waitingLine(await runWaiting(load, waiting))),
      'in-flight': async () => {
        stub.answerAfter(genieMs);
        for (const [inFlight, questions] of loads) {
          const lines = inFlightLines(await runInFlight(service, client, inFlight, questions));
          say(lines.join('\n'));
        }
      },
    };
    for (const part of parts) {
      say(`\n${titles[part]}:`);
      await run[part]();
    }
  } finally {
    await statements.close();
    await service.stop();
  }
}
