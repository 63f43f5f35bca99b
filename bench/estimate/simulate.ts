import type pg from 'pg';
import { createRandom } from '../../local/data/random.ts';
import type { Random } from '../../local/data/random.ts';
import type { Told } from './estimate-report.ts';
import type { VirtualClock } from './virtual-clock.ts';

const perMinute = 5;
const hourMs = 3_600_000;
const secondMs = 1_000;
const dayMs = 24 * hourMs;
/** Beginning of the first hour; each seed has a day of its own, so that hours do not meet. */
const firstMs = Date.parse('2026-11-18T09:00:00Z');
/** Between two investigations on average: about nine tenths of the quota. */
const arrivalMs = 27_000;
const owners = 8;
const domains = ['cost', 'security', 'performance'] as const;
/** One domain for most, three for few. */
const domainCounts = [1, 1, 1, 2, 2, 3] as const;
/** How long Genie takes to accept a question, milliseconds. */
const postMs = [700, 2_000] as const;
/** Longest estimated wait that is admitted. */
const queueMaxSeconds = 300;
/** From the admission to the first request for a turn, milliseconds. */
const routeMs = 300;
/** As the adapter: a leg looks again when its turn is estimated, at most a second later. */
const lookMs = [50, 1_000] as const;

type Leg = { readonly id: string; readonly owner: string; readonly domain: string };
type Task = { readonly atMs: number; readonly run: () => Promise<void> };
type Simulation = {
  readonly workspace: string;
  readonly client: pg.Client;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly tasks: Task[];
  readonly told: Map<string, { toldSeconds: number; admittedMs: number; lastMs: number }>;
};

/**
 * Lets users ask for an hour of virtual time, with the functions of the database that admit and that share
 * Genie's quota.
 *
 * Effect: writes into the database, which has to be one of its own.
 */
export async function simulateHour(
  client: pg.Client,
  clock: VirtualClock,
  seed: number,
): Promise<readonly Told[]> {
  const random = createRandom(seed, 'estimate');
  const workspace = `simulated-${seed}`;
  const simulation: Simulation = { workspace, client, clock, random, tasks: [], told: new Map() };
  const beginMs = firstMs + seed * dayMs;
  let number = 0;
  const arrive = (atMs: number): void => {
    if (atMs > beginMs + hourMs) return;
    number += 1;
    const id = `inv_${seed}_${number}`;
    at(simulation, atMs, () => admit(simulation, id, atMs));
    arrive(atMs - arrivalMs * Math.log(1 - random.next()));
  };
  arrive(beginMs);
  for (let next = earliest(simulation); next !== undefined; next = earliest(simulation)) {
    await clock.set(next.atMs);
    await next.run();
  }
  return [...simulation.told.values()].map(({ toldSeconds, admittedMs, lastMs }) => ({
    toldSeconds,
    waitedSeconds: Math.max(0, lastMs - admittedMs - routeMs) / secondMs,
  }));
}

function at({ tasks }: Simulation, atMs: number, run: () => Promise<void>): void {
  tasks.push({ atMs, run });
}

function earliest({ tasks }: Simulation): Task | undefined {
  let first = 0;
  for (let n = 1; n < tasks.length; n += 1)
    if ((tasks[n]?.atMs ?? 0) < (tasks[first]?.atMs ?? 0)) first = n;
  return tasks.splice(first, 1)[0];
}

async function admit(simulation: Simulation, id: string, nowMs: number): Promise<void> {
  const { workspace, client, random, told } = simulation;
  const owner = `user-${random.between(1, owners)}`;
  const count = random.pick(domainCounts);
  const { rows } = await client.query<{ wait_seconds: number }>(
    'select wait_seconds from admission_load($1, $2, $3, $4, $4)',
    [owner, workspace, perMinute, count],
  );
  const toldSeconds = Math.ceil(Math.max(0, rows[0]?.wait_seconds ?? 0));
  if (toldSeconds > queueMaxSeconds) return;
  const asked = domains.slice(0, count);
  await client.query('insert into sessions (id, owner) values ($1, $2)', [`s_${id}`, owner]);
  await client.query(
    `insert into investigations (id, owner, session_id, mode, question, visibility, domains, closed_domains,
        budget_seconds, body_hash, estimate, status, deadline_at)
      values ($1, $2, $3, 'standard', 'q', 'private', $4, '{}', 120, $1, '{}', 'running', $5)`,
    [id, owner, `s_${id}`, asked, new Date(nowMs + hourMs)],
  );
  told.set(id, { toldSeconds, admittedMs: nowMs, lastMs: nowMs });
  for (const domain of asked) {
    await client.query(
      `insert into lanes (investigation_id, owner, round, domain, question, deadline_at)
        values ($1, $2, 1, $3, 'q', $4)`,
      [id, owner, domain, new Date(nowMs + hourMs)],
    );
    const leg = { id, owner, domain };
    at(simulation, nowMs + routeMs, () => requestTurn(simulation, leg, nowMs + routeMs));
  }
}

async function requestTurn(simulation: Simulation, leg: Leg, nowMs: number): Promise<void> {
  const { workspace, client, random, told } = simulation;
  const { rows } = await client.query<{ slot: string | null; until_ms: string }>(
    'select slot, until_ms from request_quota_slot($1, $2, $3, 1, $4, 1, $5)',
    [workspace, leg.id, leg.owner, leg.domain, perMinute],
  );
  const { slot = null, until_ms: untilMs = '0' } = rows[0] ?? {};
  if (slot === null) {
    const [least, most] = lookMs;
    const againMs = nowMs + Math.min(most, Math.max(least, Number(untilMs)));
    at(simulation, againMs, () => requestTurn(simulation, leg, againMs));
    return;
  }
  await client.query(
    `insert into genie_ledger (investigation_id, owner, round, domain, ask, state, space_id, question, lease_until)
      values ($1, $2, 1, $3, 1, 'intent', 's', 'q', clock_timestamp())`,
    [leg.id, leg.owner, leg.domain],
  );
  const one = told.get(leg.id);
  if (one !== undefined) one.lastMs = nowMs;
  at(simulation, nowMs + random.between(...postMs), async () => {
    await client.query(
      `update quota_slots set free_at = clock_timestamp() + interval '60 seconds' where id = $1`,
      [slot],
    );
  });
}
