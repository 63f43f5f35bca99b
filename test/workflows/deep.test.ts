import { afterAll, beforeAll, expect, it } from 'vitest';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { createEngine } from '../../adapters/temporal/engine.ts';
import { admit } from '../../domain/admit.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { workflowIdOf } from '../../domain/ids.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import {
  investigationQueue,
  investigationType,
  proposalType,
  steerUpdateName,
} from '../../workflows/messages.ts';
import { until } from '../activities/bench.ts';
import { openEvaluationBench } from './evaluation-bench.ts';
import type { EvaluationBench } from './evaluation-bench.ts';

let bench: EvaluationBench;
beforeAll(async () => {
  bench = await openEvaluationBench();
}, 240_000);
afterAll(() => bench[Symbol.asyncDispose]());

const engineOf = () =>
  createEngine(bench.client, {
    workflowType: investigationType,
    taskQueue: investigationQueue,
    steerUpdate: steerUpdateName,
    proposalType,
  });

async function ask(question: string, budgetSeconds: number): Promise<InvestigationRef> {
  const { deps, world } = bench;
  const engine = engineOf();
  const row = await admit(
    {
      store: world.bench.store,
      engine,
      limits: deps.limits,
      workspace: deps.workspace,
      mayAsk: () => true,
      sealToken: null,
      ...admissionIds,
    },
    {
      principal: { id: 'ann', groups: [] },
      idempotencyKey: null,
      question,
      sessionId: null,
      mode: 'deep',
      budgetSeconds,
      domains: null,
      visibility: 'private',
    },
  );
  return { id: row.id, owner: row.owner };
}

const log = (ref: InvestigationRef): Promise<readonly LogEvent[]> => bench.world.bench.log(ref);
const has =
  (ref: InvestigationRef, type: LogEvent['type'], n = 1) =>
  async (): Promise<boolean> =>
    (await log(ref)).filter((event) => event.type === type).length >= n;
const resourceOf = async (ref: InvestigationRef) =>
  foldInvestigation(await bench.world.bench.work.investigation(ref), await log(ref));

it('a deep investigation goes on in rounds, over workers that come and go, to a report', async () => {
  let workers = await bench.work();
  const ref = await ask('What did we spend by product in the last 7 days?', 600);
  await until(has(ref, 'round.finished'), 60_000);
  await workers.stop();
  const before = await resourceOf(ref);
  expect(before.deep?.partial?.citations.length).toBeGreaterThan(0);
  workers = await bench.work();
  await until(has(ref, 'finished'), 90_000);
  await workers.stop();
  const events = await log(ref);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));
  const { status, deep, answer, usage } = await resourceOf(ref);
  expect(status).toBe('completed');
  const plans = deep?.plans ?? [];
  expect(plans.length).toBeGreaterThan(1);
  expect(plans.map(({ round }) => round)).toEqual(plans.map((_, n) => n + 2));
  expect(plans.at(-1)?.done).toMatch(/^nothing_/);
  const checks = plans.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'check'));
  expect(checks.length).toBeGreaterThan(0);
  expect(usage.genieQuestions).toBe(1);
  expect(usage.statements).toBe(checks.length);
  expect(answer?.markdown).toContain('## How it was investigated');
  expect(answer?.markdown).toContain('It cost 1 Genie question');
}, 240_000);

it('its cause is settled in the first round', async () => {
  const workers = await bench.work();
  const ref = await ask('Why did our spend jump yesterday?', 600);
  await until(has(ref, 'finished'), 90_000);
  await workers.stop();
  const { status, deep, explanation } = await resourceOf(ref);
  expect({ status, verdict: explanation?.verdict }).toEqual({
    status: 'completed',
    verdict: 'cause_found',
  });
  expect(deep?.plans).toMatchObject([{ round: 2, steps: [], done: 'settled' }]);
}, 240_000);

it('it waits for rows that are not complete, by a timer alone, until the answer is wanted', async () => {
  const workers = await bench.work();
  const question = 'What did we spend by product, once the billing of yesterday is complete?';
  const ref = await ask(question, 3 * 86_400);
  await until(has(ref, 'planned'), 60_000);
  const { deep, deadlineAt } = await resourceOf(ref);
  const waitMs = Date.parse(deep?.waitsUntil ?? '') - Date.now();
  expect(waitMs).toBeGreaterThan(3_600_000);
  expect(Date.parse(deep?.waitsUntil ?? '')).toBeLessThan(Date.parse(deadlineAt));
  expect(deep?.partial?.markdown).toContain('How it was investigated');
  const { events } = await bench.client.workflow.getHandle(workflowIdOf(ref.id)).fetchHistory();
  const timers = events?.filter((event) => event.timerStartedEventAttributes) ?? [];
  // That of the wait, and that of the deadline of the plan.
  expect(timers.length).toBeLessThanOrEqual(2);
  await engineOf().steer(ref, 'now', { action: 'answerNow' }, 5_000);
  await until(has(ref, 'finished'), 60_000);
  await workers.stop();
  const end = await resourceOf(ref);
  expect(end.deep?.plans.map(({ done }) => done)).toEqual([null, 'wanted_now']);
  expect(end.answer?.markdown).toContain('waited for rows until');
}, 240_000);
