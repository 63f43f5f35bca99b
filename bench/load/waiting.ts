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
/** None ends before it is measured. */
const budgetSeconds = 900;
const lookEveryMs = 500;
/** So long without a question means that no more come, milliseconds. */
const enoughQuietMs = 20_000;
/** The first look comes 5 s after the question. */
const firstLookMs = 6_000;

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
  const ids = await Promise.all(
    Array.from({ length: investigations }, () => client.post(budgetSeconds)),
  );
  const lanes = investigations * questionDomains.length;
  const waiting = (await askedLanes(stub, lanes)) / questionDomains.length;
  await pause(firstLookMs);
  stub.takeCounts();
  const begin = service.worker();
  await pause(measuredSeconds * 1_000);
  const end = service.worker();
  const { gets } = stub.takeCounts();
  stub.answerAfter(0);
  await Promise.all(ids.map(client.end));
  return {
    investigations: waiting,
    rssMb: (end.rssMb - before.rssMb) / waiting,
    cpuMs: (end.cpuMs - begin.cpuMs) / measuredSeconds / waiting,
    looks: gets / measuredSeconds / waiting,
  };
}

/** Waits until that many questions have come, or no more come; returns how many. */
async function askedLanes(stub: GenieStub, lanes: number): Promise<number> {
  let asked = 0;
  for (let quietMs = 0; asked < lanes && quietMs < enoughQuietMs; quietMs += lookEveryMs) {
    await pause(lookEveryMs);
    const { posts } = stub.takeCounts();
    asked += posts;
    if (posts > 0) quietMs = 0;
  }
  return asked;
}
