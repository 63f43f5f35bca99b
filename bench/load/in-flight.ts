import type { Status } from '../../domain/investigation.ts';
import { quantile } from '../statistics.ts';
import type { LoadClient } from './client.ts';
import type { Service } from './service.ts';

type Ending = {
  readonly status: Status;
  readonly tookMs: number;
  /** What the investigation or a lane said about what went wrong; null for nothing. */
  readonly why: string | null;
};

/** What came of a number of questions of which so many were open at any time. */
export type InFlight = {
  readonly inFlight: number;
  readonly questions: number;
  /** Ended per second, from the first POST to the last end. */
  readonly perSecond: number;
  /** How many ended in each way. */
  readonly endings: Readonly<Record<string, number>>;
  /** How often a POST was told to come again later. */
  readonly refusals: number;
  /** The first thing that went wrong; null for nothing. */
  readonly why: string | null;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** CPU time of worker and API for one question, milliseconds. */
  readonly cpuMs: number;
};

/**
 * Asks `questions` questions, of which `inFlight` are open at any time until none is left.
 *
 * Effect: the load.
 */
export async function runInFlight(
  service: Service,
  client: LoadClient,
  inFlight: number,
  questions: number,
): Promise<InFlight> {
  const endings: Ending[] = [];
  const cpu = (): number => service.worker().cpuMs + service.api().cpuMs;
  const [startedMs, cpuBefore] = [performance.now(), cpu()];
  let left = questions;
  const askUntilNoneIsLeft = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      endings.push(await askOne(client));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, askUntilNoneIsLeft));
  const tookSeconds = (performance.now() - startedMs) / 1_000;
  const times = endings.map(({ tookMs }) => tookMs);
  return {
    inFlight,
    questions,
    perSecond: questions / tookSeconds,
    endings: Object.fromEntries(
      [...Map.groupBy(endings, ({ status }) => status)].map(([status, all]) => [
        status,
        all.length,
      ]),
    ),
    refusals: client.takeRefusals(),
    why: endings.find(({ why }) => why !== null)?.why ?? null,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    cpuMs: (cpu() - cpuBefore) / questions,
  };
}

async function askOne(client: LoadClient): Promise<Ending> {
  const startedMs = performance.now();
  const { status, failure, lanes } = await client.end(await client.post());
  const tookMs = performance.now() - startedMs;
  const lane = lanes.find(({ outcome }) => outcome !== 'answered');
  const why = failure?.message ?? lane?.detail ?? status;
  return { status, tookMs, why: status === 'completed' ? null : why };
}
