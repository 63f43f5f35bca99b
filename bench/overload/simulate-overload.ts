import type pg from 'pg';
import { createRandom } from '../../local/data/random.ts';
import type { Random } from '../../local/data/random.ts';
import type { VirtualClock } from '../estimate/virtual-clock.ts';

export const load = { perMinute: 5, users: 50, minutes: 10, timesQuota: 10 } as const;

/** When each question was sent to Genie, milliseconds from the beginning, and whose it was. */
export type Sent = { readonly atMs: number; readonly owner: string };

const minuteMs = 60_000;
const beginMs = Date.parse('2026-11-18T09:00:00Z');
const dayMs = 86_400_000;
/** How long Genie takes to accept a question, milliseconds. */
const postMs = [700, 2_000] as const;
/** Within this time everybody has asked once, milliseconds. */
const arrivedMs = 2_000;
/** Of the users, these ask five times as often as the others. */
const greedyShare = 0.2;

type Leg = { readonly id: string; readonly owner: string };
type Task = { readonly atMs: number; readonly run: () => Promise<void> };
type Simulation = {
  readonly workspace: string;
  readonly client: pg.Client;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly tasks: Task[];
  readonly sent: Sent[];
  readonly startMs: number;
};

/**
 * Lets users ask ten times what Genie's quota allows, some much more than others, with the function of the database
 * that shares it.
 *
 * Effect: writes into the database, which has to be one of its own.
 *
 * @returns What was sent within the time, oldest first.
 */
export async function simulateOverload(
  client: pg.Client,
  clock: VirtualClock,
  seed: number,
): Promise<readonly Sent[]> {
  const startMs = beginMs + seed * dayMs;
  const workspace = `overload-${seed}`;
  const random = createRandom(seed, 'overload');
  const given = { workspace, client, clock, random, startMs };
  const simulation: Simulation = { ...given, tasks: [], sent: [] };
  const count = load.perMinute * load.minutes * load.timesQuota;
  for (let n = 0; n < count; n += 1) {
    const owner = ownerOf(random, n);
    const leg = { id: `inv_overload_${seed}_${n}`, owner };
    // Everybody is there from the beginning: who comes late has waited for less.
    const isFirst = n < load.users;
    const asksMs = isFirst
      ? random.between(0, arrivedMs)
      : random.between(arrivedMs, load.minutes * minuteMs);
    at(simulation, startMs + asksMs, (atMs) => ask(simulation, leg, atMs));
  }
  const endMs = startMs + load.minutes * minuteMs;
  for (;;) {
    const next = earliest(simulation);
    if (next === undefined || next.atMs > endMs) break;
    await clock.set(next.atMs);
    await next.run();
  }
  return simulation.sent;
}

function ownerOf(random: Random, n: number): string {
  if (n < load.users) return `user-${n}`;
  const greedy = load.users * greedyShare;
  const isGreedy = random.chance((5 * greedyShare) / (5 * greedyShare + 1 - greedyShare));
  return `user-${isGreedy ? random.between(0, greedy - 1) : random.between(greedy, load.users - 1)}`;
}

function at({ tasks }: Simulation, atMs: number, run: (atMs: number) => Promise<void>): void {
  tasks.push({ atMs, run: () => run(atMs) });
}

function earliest({ tasks }: Simulation): Task | undefined {
  let first = 0;
  for (let n = 1; n < tasks.length; n += 1)
    if ((tasks[n]?.atMs ?? 0) < (tasks[first]?.atMs ?? 0)) first = n;
  return tasks.splice(first, 1)[0];
}

async function ask(simulation: Simulation, leg: Leg, atMs: number): Promise<void> {
  const { client, startMs } = simulation;
  const { id, owner } = leg;
  const deadline = new Date(startMs + dayMs / 2);
  await client.query('insert into sessions (id, owner) values ($1, $2)', [`s_${id}`, owner]);
  await client.query(
    `insert into investigations (id, owner, session_id, mode, question, visibility, domains, closed_domains,
        budget_seconds, body_hash, estimate, status, deadline_at)
      values ($1, $2, $3, 'standard', 'q', 'private', '{cost}', '{}', 120, $1, '{}', 'running', $4)`,
    [id, owner, `s_${id}`, deadline],
  );
  await client.query(
    `insert into lanes (investigation_id, owner, round, domain, question, deadline_at)
      values ($1, $2, 1, 'cost', 'q', $3)`,
    [id, owner, deadline],
  );
  await requestTurn(simulation, leg, atMs);
}

async function requestTurn(simulation: Simulation, leg: Leg, nowMs: number): Promise<void> {
  const { workspace, client, random, startMs, sent } = simulation;
  const { rows } = await client.query<{ slot: string | null; until_ms: string }>(
    `select slot, until_ms from request_quota_slot($1, $2, $3, 1, 'cost', 1, $4)`,
    [workspace, leg.id, leg.owner, load.perMinute],
  );
  const { slot = null, until_ms: untilMs = '0' } = rows[0] ?? {};
  if (slot === null) {
    at(simulation, nowMs + againMs(Number(untilMs)), (atMs) => requestTurn(simulation, leg, atMs));
    return;
  }
  const answeredMs = nowMs + random.between(...postMs);
  // Genie counts a question somewhere between the grant and its own answer.
  sent.push({ atMs: random.between(nowMs, answeredMs) - startMs, owner: leg.owner });
  at(simulation, answeredMs, async () => {
    await client.query(
      `update quota_slots set free_at = clock_timestamp() + interval '60 seconds' where id = $1`,
      [slot],
    );
  });
}

/**
 * When a leg looks again: as the adapter, when its turn is estimated and at most a second later; one whose turn is
 * far away looks less often here, because it would not get it.
 */
function againMs(untilMs: number): number {
  return untilMs > 90_000 ? 50_000 : Math.min(1_000, Math.max(50, untilMs));
}
