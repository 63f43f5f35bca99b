import { get } from 'node:http';
import type { GenieStub } from '../genie-stub.ts';
import type { createStatementCounter } from '../statement-count.ts';
import { quantile } from '../statistics.ts';
import type { LoadClient } from './client.ts';
import type { Service } from './service.ts';

/** What many followers of one log cost. */
export type Followers = {
  readonly followers: number;
  /** From the time of an event to its arrival at a follower, milliseconds; 99 % are faster. */
  readonly p99Ms: number;
  readonly events: number;
  /** CPU time of the API for one event to one follower, microseconds. */
  readonly cpuUs: number;
  /** Statements of the whole service, from the first follower to the end of the log. */
  readonly statements: number;
  /** Memory of the API for one follower, kilobytes. */
  readonly rssKb: number;
};

type Arrival = { readonly seq: number; readonly atMs: number };
type Follower = { readonly begun: Promise<unknown>; readonly ended: Promise<readonly Arrival[]> };

const never = 3_600_000;

/**
 * Follows one question with many clients from its beginning to its end; Genie answers when all follow.
 *
 * Effect: the load.
 */
export async function runFollowers(
  { service, client, stub }: { service: Service; client: LoadClient; stub: GenieStub },
  statements: Awaited<ReturnType<typeof createStatementCounter>>,
  followers: number,
): Promise<Followers> {
  stub.answerAfter(never);
  const id = await client.post();
  const before = service.api();
  await statements.reset();
  const url = `${service.url}/v1/investigations/${id}/events`;
  const all = Array.from({ length: followers }, () => follow(url));
  await Promise.all(all.map(({ begun }) => begun));
  const followedMs = Date.now();
  const followed = service.api();
  stub.answerAfter(0);
  const arrivals = (await Promise.all(all.map(({ ended }) => ended))).flat();
  const cpuMs = service.api().cpuMs - followed.cpuMs;
  const { all: sent } = await statements.read();
  const written = await timesOf(url);
  const late = arrivals.flatMap(({ seq, atMs }) => {
    const writtenMs = written.get(seq) ?? Number.NaN;
    return writtenMs > followedMs ? [atMs - writtenMs] : [];
  });
  return {
    followers,
    p99Ms: quantile(late, 0.99),
    events: late.length / followers,
    cpuUs: (cpuMs * 1_000) / late.length,
    statements: sent,
    rssKb: ((followed.rssMb - before.rssMb) * 1024) / followers,
  };
}

/**
 * Follows a log without reading more of it than the numbers of its events: what the clients do takes
 * time from the service that is measured.
 */
function follow(url: string): Follower {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<readonly Arrival[]>();
  const arrivals: Arrival[] = [];
  let rest = '';
  const onText = (text: string): void => {
    const atMs = Date.now();
    const whole = rest + text;
    const end = whole.lastIndexOf('\n\n');
    for (const [, seq] of whole.slice(0, Math.max(0, end)).matchAll(/^id: (\d+)$/gm))
      arrivals.push({ seq: Number(seq), atMs });
    rest = whole.slice(end + 2);
    if (arrivals.length > 0) begun.resolve();
  };
  const request = get(url, { agent: false, headers: { accept: 'text/event-stream' } }, (reply) => {
    reply.setEncoding('latin1');
    reply.on('data', onText);
    reply.on('end', () => ended.resolve(arrivals));
    reply.on('error', ended.reject);
  });
  request.on('error', ended.reject);
  return { begun: Promise.race([begun.promise, ended.promise]), ended: ended.promise };
}

/** When each event of a log was written, epoch milliseconds by number. */
async function timesOf(url: string): Promise<ReadonlyMap<number, number>> {
  const reply = await fetch(url, { headers: { accept: 'application/json' } });
  const { events } = (await reply.json()) as { events: { seq: number; at: string }[] };
  return new Map(events.map(({ seq, at }) => [seq, Date.parse(at)]));
}
