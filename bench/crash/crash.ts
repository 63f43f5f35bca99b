import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { armFailpoint, failpointFiles } from '../../adapters/failpoints.ts';
import type { LogEvent } from '../../domain/events.ts';
import { investigationId } from '../../domain/ids.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { createRandom } from '../../local/data/random.ts';
import { nameOf, ways } from './cells.ts';
import type { Cell, Way } from './cells.ts';
import { isTaken, untilBack } from './rig.ts';
import type { Rig } from './rig.ts';
import { strike } from './strike.ts';
import type { Left } from './verdict.ts';

/** One cell of a crash as an investigation. */
type Case = {
  readonly cell: Cell;
  readonly way: Way;
  readonly id: InvestigationId;
  readonly key: string;
  readonly question: string;
};

/** How long all together may take to their failpoints, beyond what the longest takes. */
const reachWithinMs = 40_000;
const lookEveryMs = 20;
/** The blow falls so long after the last of them stands still, at most. */
const mostWaitMs = 300;
/** An investigation that has not ended so long after its deadline never does. */
const lostAfterMs = 60_000;

/** Distinct windows, so that each question of the workspace's log is that of one investigation. */
const questionOf = (days: number): string =>
  `Which jobs failed in the last ${days} days, and how much did we spend per day in the last ${days} days?`;

/**
 * Brings an investigation to the failpoint of each cell, strikes the victim of all once, and looks at what is left.
 *
 * Effect: signals to processes of the rig's stack; investigations; takes 20 to 60 s.
 *
 * @param cells All of one victim and blow.
 * @param run Names this crash among those of the rig.
 */
export async function crash(
  rig: Rig,
  cells: readonly Cell[],
  { seed, run }: { readonly seed: number; readonly run: string },
): Promise<readonly Left[]> {
  const random = createRandom(seed, 'crash', ...cells.slice(0, 1).map(nameOf));
  const firstDay = 5 + random.between(0, 10);
  const cases = cells.map((cell, n) =>
    caseOf(cell, `${run}:${seed}:${nameOf(cell)}`.replaceAll(' ', '-'), firstDay + n),
  );
  const before = (await rig.workspace.requests()).length;
  await rig.workspace.setFaults(cases.flatMap(slowed));
  for (const { id, cell } of cases) {
    const pass = ['poll.running', 'compose.middle'].includes(cell.point) ? random.between(0, 1) : 0;
    armFailpoint(rig.failpoints, cell.point, id, { act: 'hold', pass });
  }
  const latestMs = Math.max(...cases.map(({ way }) => way.reachMs));
  const asked = cases.map(async (one) => {
    await pause(latestMs - one.way.reachMs);
    await ask(rig, one);
  });
  await allStand(rig, cases, latestMs + reachWithinMs);
  await pause(random.between(0, mostWaitMs));
  const stood = await Promise.all(cases.map((one) => standing(rig, one)));
  const [{ victim, blow }] = cells as readonly [Cell];
  const awayMs = await strike(rig, { victim, blow }, () => {
    for (const { id, cell } of cases)
      writeFileSync(failpointFiles(rig.failpoints, cell.point, id).go, '');
  });
  await Promise.all(asked);
  const ends = await Promise.all(cases.map((one) => ended(rig, one)));
  await rig.workspace.setFaults([]);
  const found = await askedOf(rig, cases, before);
  return Promise.all(
    cases.map(async ({ cell, way, id }, n) => ({
      cell,
      way,
      stood: stood[n] ?? 'missed',
      investigation: ends[n] ?? null,
      events: await eventsOf(rig, id),
      questions: found.get(id) ?? [],
      remembered: await rememberedOf(rig, id),
      awayMs,
    })),
  );
}

function caseOf(cell: Cell, key: string, days: number): Case {
  const id = investigationId(admissionIds.keyedHex('local', key));
  return { cell, way: ways[cell.point], id, key, question: questionOf(days) };
}

/** Genie takes longer for some lanes. */
const slowed = ({ way, question }: Case) => {
  const content = /last \d+ days/.exec(question)?.[0] ?? question;
  const { domains, ms } = way.slow;
  const fault = { kind: 'slow' as const, ms };
  return domains.map((domain) => ({ match: { domain, content }, times: null, fault }));
};

/** Asks as a careful client: under one key until it is accepted. */
async function ask(rig: Rig, { way, key, id, question }: Case): Promise<void> {
  const { domains, budgetSeconds } = way;
  const body = { question, budgetSeconds, ...(domains === null ? {} : { domains }) };
  await untilBack(async () => {
    const reply = await rig.service.post('/v1/investigations', body, { 'idempotency-key': key });
    if (reply.status !== 202) throw new Error(`${reply.status} ${await reply.text()}`);
    const { id: given } = (await reply.json()) as Investigation;
    if (given !== id) throw new Error(`${given} is not ${id}`);
  });
  if (!way.cancels) return;
  await untilBack(async () => {
    const events = await rig.service.events(id);
    if (!events.some(({ type }) => type === 'lane.progress')) throw new Error('not asked yet');
  });
  await untilBack(() => rig.service.post(`/v1/investigations/${id}/cancel`));
}

const isHit = (rig: Rig, { cell, id }: Case): boolean =>
  existsSync(failpointFiles(rig.failpoints, cell.point, id).hit);

async function allStand(rig: Rig, cases: readonly Case[], withinMs: number): Promise<void> {
  const untilMs = performance.now() + withinMs;
  while (performance.now() < untilMs && !cases.every((one) => isHit(rig, one)))
    await pause(lookEveryMs);
}

async function standing(rig: Rig, one: Case): Promise<Left['stood']> {
  if (!isHit(rig, one)) return 'missed';
  const events = await eventsOf(rig, one.id);
  return events.some(({ type }) => type === 'finished') ? 'ended' : 'reached';
}

async function ended(rig: Rig, { id }: Case): Promise<Investigation | null> {
  const { deadlineAt } = await untilBack(() => rig.service.get(id));
  const withinMs = Date.parse(deadlineAt) + lostAfterMs - Date.now();
  return rig.service.ended(id, withinMs).catch(() => null);
}

const eventsOf = (rig: Rig, id: string): Promise<readonly LogEvent[]> =>
  untilBack(async () => {
    const events = await rig.service.events(id);
    if (!Array.isArray(events)) throw new Error('no log');
    return events;
  });

/** For each investigation, its questions in the ledger with those of the workspace's log. */
async function askedOf(rig: Rig, cases: readonly Case[], before: number) {
  const rows = await rig.query<{ id: InvestigationId; question: string }>(
    'select investigation_id as id, question from genie_ledger where investigation_id = any($1)',
    [cases.map(({ id }) => id)],
  );
  const posts = (await rig.workspace.questions(before)).filter(isTaken);
  const count = (question: string) => ({
    rows: rows.filter((row) => row.question === question).length,
    posts: posts.filter(({ body }) => body?.content === question).length,
  });
  return new Map(
    cases.map(({ id }) => [
      id,
      rows.filter((row) => row.id === id).map(({ question }) => count(question)),
    ]),
  );
}

async function rememberedOf(rig: Rig, id: string): Promise<number> {
  const [row] = await rig.query<{ count: number }>(
    `select count(*)::int as count from messages where id like $1 || ':%'`,
    [id],
  );
  return row?.count ?? 0;
}
