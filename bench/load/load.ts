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

/**
 * Puts load on one API and one worker, and prints what came of it.
 *
 * Effect: starts processes; asks thousands of questions.
 */
export async function benchLoad(
  engines: Engines,
  stub: GenieStub,
  say: (line: string) => void,
): Promise<void> {
  const service = await startService(engines, stub);
  const statements = await createStatementCounter(engines.databaseUrl);
  try {
    const client = createLoadClient(service.url);
    const load = { service, client, stub };
    // Code is compiled and connections are opened once.
    await runInFlight(service, client, 5, 20);
    say('\nOne log:');
    say(followersLine(await runFollowers(load, statements, followers)));
    say('\nWaiting for Genie:');
    say(waitingLine(await runWaiting(load, waiting)));
    stub.answerAfter(genieMs);
    say('\nIn flight, Genie at 5 s:');
    for (const [inFlight, questions] of loads) {
      for (const line of inFlightLines(await runInFlight(service, client, inFlight, questions)))
        say(line);
    }
  } finally {
    await statements.close();
    await service.stop();
  }
}
