import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCorrectionActivities } from '../../activities/correct-answers.ts';
import { createActivities } from '../../activities/index.ts';
import {
  createCorrectionStore,
  createCorrectionWork,
} from '../../adapters/postgres/corrections.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import type { Correction } from '../../domain/correction.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createRecheck } from '../../worker/recheck.ts';
import { correctionsType, investigationQueue } from '../../workflows/messages.ts';
import { connectTo } from '../activities/bench.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import { openServiceBench } from './service-bench.ts';
import type { ServiceBench } from './service-bench.ts';

/** Late usage of the last day has come by noon. */
const askedAt = Date.parse('2026-11-18T00:30:00Z');
const noon = '2026-11-18T12:00:00Z';
const hourMs = 3_600_000;

let nowMs = askedAt;
let statementsPerDay = 100;
let bench: ServiceBench;
let workspace: ServiceBench['workspace'];
let temporal: ServiceBench['temporal'];
let service: ServiceBench['service'];
let workers: AsyncDisposable;
beforeAll(async () => {
  bench = await openServiceBench(nowMs, 60);
  ({ workspace, temporal, service } = bench);
  const world = connectTo(temporal.postgres, workspace);
  const work = createCorrectionWork(service.pool);
  workers = await temporal.working({
    ...createActivities({ ...world, now: () => nowMs, store: createWorkStore(service.pool) }),
    correctAnswers: () =>
      createCorrectionActivities({
        corrections: work,
        warehouse: world.warehouse,
        recheckOf: createRecheck(loadCatalogue()),
        now: () => nowMs,
        statementsPerDay,
      }).correctAnswers(),
  });
});
afterAll(async () => {
  await workers?.[Symbol.asyncDispose]();
  await bench?.[Symbol.asyncDispose]();
});

async function answered(question: string): Promise<Investigation> {
  const { id } = await service.ask({ question, domains: ['cost'] });
  for (;;) {
    const one = await read(id);
    if (one.finishedAt !== null) return one;
    await service.get(`/v1/investigations/${id}?waitSeconds=20`);
  }
}
const read = async (id: InvestigationId): Promise<Investigation> =>
  (await (await service.get(`/v1/investigations/${id}`)).json()) as Investigation;
const unseen = async (): Promise<readonly Correction[]> =>
  ((await (await service.get('/v1/corrections')).json()) as { corrections: Correction[] })
    .corrections;

let runs = 0;
/** Looks at answers again, at a time by the clock of the data. */
async function look(atMs: number): Promise<void> {
  nowMs = atMs;
  runs += 1;
  await temporal.client.workflow.execute(correctionsType, {
    taskQueue: investigationQueue,
    workflowId: `corrections-${runs}`,
  });
}
const statements = async (): Promise<number> =>
  (await createWorkspaceControl(workspace.url).requests()).filter(({ path }) =>
    path.endsWith('/sql/statements'),
  ).length;
const clock = (now: string) =>
  fetch(`${workspace.url}/__local/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });

describe('an answer whose last day was not complete', () => {
  it('is corrected once its rows have come, and its reader is told once', async () => {
    const { id, answer, correction } = await answered(
      'How much did we spend per day from 14 to 17 November?',
    );
    expect([answer?.markdown.includes('2,617.11'), correction]).toEqual([true, null]);
    const before = await statements();
    // Nothing is asked before the rows can be complete.
    await look(askedAt + hourMs);
    expect([await statements(), await unseen()]).toEqual([before, []]);
    await clock(noon);
    await look(askedAt + 48 * hourMs);
    expect(await statements()).toBe(before + 1);
    const corrected = await read(id);
    expect(corrected.answer).toEqual(answer);
    const [first] = corrected.correction?.claims ?? [];
    expect(first?.sentence).toContain('2,617.11');
    expect(first?.cells).toContainEqual({
      marker: expect.any(String) as string,
      column: 'list_cost_usd',
      before: '2617.109761',
      after: '2691.381902',
    });
    // What stayed the same to the reader is no correction: the days before the last two.
    const texts = corrected.correction?.claims.map(({ text }) => text) ?? [];
    expect(texts.some((text) => text.includes('868.38'))).toBe(false);
    expect((await unseen()).map(({ investigationId }) => investigationId)).toEqual([id]);
    await service.post(`/v1/investigations/${id}/correction/seen`);
    expect(await unseen()).toEqual([]);
    // Once: another look asks nothing and tells nothing.
    await look(askedAt + 72 * hourMs);
    expect([await statements(), await unseen()]).toEqual([before + 1, []]);
    expect((await read(id)).correction?.seenAt).not.toBeNull();
  }, 60_000);

  it('is not looked at again where its day was complete, or nothing changed', async () => {
    const { id } = await answered('How much did we spend per day from 12 to 13 November?');
    const before = await statements();
    await look(askedAt + 96 * hourMs);
    expect([await statements(), (await read(id)).correction]).toEqual([before, null]);
    const again = await answered('How much did we spend per day from 14 to 17 November?');
    await look(askedAt + 200 * hourMs);
    expect((await read(again.id)).correction).toBeNull();
  }, 60_000);

  it('waits for another day when the statements of this one are used up', async () => {
    nowMs = askedAt;
    await answered('How much did we spend on 17 November?');
    const before = await statements();
    await service.pool.query('update correction_days set statements = 100');
    await look(askedAt + 48 * hourMs);
    expect(await statements()).toBe(before);
    statementsPerDay = 0;
    await look(askedAt + 48 * hourMs);
    expect(await statements()).toBe(before);
  }, 60_000);

  it('is told to nobody else', async () => {
    const store = createCorrectionStore(service.pool);
    const [{ id } = { id: '' }] = (
      await service.pool.query('select investigation_id as id from corrections')
    ).rows as { id: string }[];
    const bob = { id: id as InvestigationId, owner: 'bob' };
    expect([await store.of(bob), await store.unseen('bob', 9), await store.seen(bob)]).toEqual([
      null,
      [],
      false,
    ]);
  });
});
