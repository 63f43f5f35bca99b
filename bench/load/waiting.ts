import { setTimeout as pause } from 'node:timers/promises';
import type { GenieStub } from '../genie-stub.ts';
import { questionDomains } from '../steps.ts';
import type { LoadClient } from './client.ts';
import type { Service } from './service.ts';

/** What one investigation costs the worker while it waits for Genie. */
export type Waiting = {
  readonly investigations: number;
  readonly rssMb: number;
  /** CPU milliseconds a second. */
  readonly cpuMs: number;
  /** Looks at Genie a second. */
  readonly looks: number;
};

const never = 3_600_000;
const measuredSeconds = 20;

/**
 * Lets investigations wait for a Genie that does not answer, and then answer.
 *
 * Effect: the load.
 */
export async function runWaiting(
  { service, client, stub }: { service: Service; client: LoadClient; stub: GenieStub },
  investigations: number,
): Promise<Waiting> {
  const before = service.worker();
  stub.answerAfter(never);
  stub.takeCounts();
  const ids = await Promise.all(Array.from({ length: investigations }, client.post));
  for (let posts = 0; posts < investigations * questionDomains.length;) {
    await pause(500);
    posts += stub.takeCounts().posts;
  }
  // The first look comes 5 s after the question.
  await pause(6_000);
  stub.takeCounts();
  const begin = service.worker();
  await pause(measuredSeconds * 1_000);
  const end = service.worker();
  const { gets } = stub.takeCounts();
  stub.answerAfter(0);
  await Promise.all(ids.map(client.end));
  return {
    investigations,
    rssMb: (end.rssMb - before.rssMb) / investigations,
    cpuMs: (end.cpuMs - begin.cpuMs) / measuredSeconds / investigations,
    looks: gets / measuredSeconds / investigations,
  };
}
