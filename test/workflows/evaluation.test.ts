import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admitCase } from '../../activities/evaluation/admit-case.ts';
import { judgeCase } from '../../activities/evaluation/judge-case.ts';
import { planEvaluation } from '../../activities/evaluation/plan.ts';
import type { CaseResult } from '../../domain/evaluation.ts';
import type { EvaluationInput } from '../../domain/evaluation-steps.ts';
import type { Judge } from '../../domain/judge-port.ts';
import { suites } from '../../eval/suites.ts';
import { until } from '../activities/bench.ts';
import { openEvaluationBench } from './evaluation-bench.ts';
import type { EvaluationBench } from './evaluation-bench.ts';

let bench: EvaluationBench;
let workers: Awaited<ReturnType<EvaluationBench['work']>>;
const probes = suites.probe.cases().map(({ id }) => id);

beforeAll(async () => {
  bench = await openEvaluationBench();
  workers = await bench.work();
}, 120_000);
afterAll(async () => {
  await workers.stop();
  await bench[Symbol.asyncDispose]();
});

const judgedOf = async (id: string): Promise<number> =>
  (await bench.deps.evaluations.find(id))?.judged ?? 0;

/** What two runs of the same questions must have in common. */
const figuresOf = (cases: readonly CaseResult[]): readonly unknown[] =>
  cases.map(({ caseId, figures, scores }) => ({
    caseId,
    firstLine: figures?.firstLine,
    asked: figures?.asked,
    certified: figures?.certified,
    verdicts: scores.map(({ scorer, verdict }) => [scorer, verdict]),
  }));

const openInvestigations = async (): Promise<number> => {
  const rows = await bench.world.bench.rows(
    `select 1 from investigations where owner = 'evaluation' and status in ('queued', 'running')`,
  );
  return rows.length;
};

describe('an evaluation', () => {
  it('that loses its workers half way ends as one that nobody disturbs', async () => {
    const quiet = await bench.start({});
    expect(await quiet.handle.result()).toBe('passed');
    const disturbed = await bench.start({});
    await until(async () => (await judgedOf(disturbed.id)) >= 3, 30_000);
    await workers.stop();
    workers = await bench.work();
    expect(await disturbed.handle.result()).toBe('passed');
    const { evaluations } = bench.deps;
    const cases = await evaluations.cases(disturbed.id);
    expect(cases.map(({ caseId }) => caseId)).toEqual(probes);
    expect(figuresOf(cases)).toEqual(figuresOf(await evaluations.cases(quiet.id)));
    expect(new Set(cases.map(({ investigationId }) => investigationId)).size).toBe(probes.length);
    expect(await evaluations.find(disturbed.id)).toMatchObject({
      status: 'completed',
      cases: probes.length,
      judged: probes.length,
      gate: { verdict: 'passed' },
      asOf: '2026-11-18T00:00:00.000Z',
    });
  }, 120_000);

  it('carries what it counted when it continues as new', async () => {
    const id = `eva_${'a'.repeat(32)}`;
    const args = { suite: 'probe', repeats: 1, caseIds: probes.slice(0, 5), trigger: 'person' };
    const named = { ...args, id, trigger: 'person' as const };
    const plan = await planEvaluation(bench.deps, { ...named, workflowId: `evaluation-${id}` });
    if ('refused' in plan) throw new Error(plan.refused);
    const { handle } = await bench.start({ ...named, plan: { ...plan, casesOfRun: 2 } });
    await handle.result();
    expect(await judgedOf(id)).toBe(5);
    const { events } = await bench.client.workflow.getHandle(handle.workflowId).fetchHistory();
    const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    const last = JSON.parse(Buffer.from(input?.data ?? []).toString()) as EvaluationInput;
    expect(last).toMatchObject({ id, next: 4, counts: { judged: 4, failed: 0, errors: 0 } });
  });

  it('asks every question again in each round, and compares the rounds', async () => {
    const { id, handle } = await bench.start({ repeats: 2, caseIds: probes.slice(0, 2) });
    // Two questions are too few for any bar.
    expect(await handle.result()).toBe('notEnoughData');
    const cases = await bench.deps.evaluations.cases(id);
    const repeated = cases.map(({ repeat, scores }) => [
      repeat,
      scores.find(({ scorer }) => scorer === 'repeatability')?.verdict,
    ]);
    expect(repeated).toEqual([
      [1, 'skipped'],
      [1, 'skipped'],
      [2, 'pass'],
      [2, 'pass'],
    ]);
  });

  it('that is cancelled cancels what it asks, and keeps what it judged', async () => {
    const { id, handle } = await bench.start({});
    await until(async () => (await judgedOf(id)) >= 2, 30_000);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow();
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    const found = await bench.deps.evaluations.find(id);
    expect(found).toMatchObject({ status: 'cancelled', cases: probes.length });
    expect(found?.judged).toBeLessThan(probes.length);
    expect(found?.judged).toBeGreaterThanOrEqual(2);
    await until(async () => (await openInvestigations()) === 0);
  });

  it.each([
    [{ suite: 'proof' }, 'There is no suite proof.'],
    [{ caseIds: ['cost/nothing'] }, 'probe has no question cost/nothing.'],
    [
      { suite: 'feedback' },
      'feedback has no question yet: accept some with npm run eval -- cases.',
    ],
  ])('of %j fails, and says why', async (given, detail) => {
    const { id, handle } = await bench.start(given);
    expect(await handle.result()).toBeNull();
    expect(await bench.deps.evaluations.find(id)).toMatchObject({ status: 'failed', detail });
  });
});

it('a case that was accepted from feedback is asked and judged by its label', async () => {
  const { feedback } = bench;
  const ref = await bench.world.bench.investigate({ question: 'What did we spend by product?' });
  const caseId = `case_${'c'.repeat(32)}`;
  const said = { rating: 'down', comment: 'It asked quality.', claim: null } as const;
  await feedback.give({ ...ref, ...said, caseId, question: 'By product?', domains: null });
  const words = { question: 'What did we spend by product?', domains: ['cost'] as const };
  await feedback.decide(caseId, { state: 'accepted', by: 'ann', ...words });
  const { id, handle } = await bench.start({ suite: 'feedback' });
  await handle.result();
  const [judged] = await bench.deps.evaluations.cases(id);
  expect(judged).toMatchObject({ caseId, question: words.question, domains: ['cost'] });
  const routing = judged?.scores.find(({ scorer }) => scorer === 'routing');
  expect(routing).toMatchObject({ verdict: 'pass' });
});

it('what a model judges stands beside the other scores, and its errors are errors', async () => {
  const { id, handle } = await bench.start({ caseIds: probes.slice(0, 1) });
  await handle.result();
  const again = async (judge: Judge) => {
    await bench.world.bench.rows(
      'update evaluation_cases set judged_at = null where evaluation_id = $1',
      [id],
    );
    const at = { signal: new AbortController().signal, attempt: 1 };
    const counted = await judgeCase({ ...bench.deps, judge }, { id, position: 0 }, at);
    const [{ scores } = { scores: [] }] = await bench.deps.evaluations.cases(id);
    return { counted, verdictOf: new Map(scores.map((one) => [one.scorer, one.verdict])) };
  };
  const good = await again(async () => ({ passes: true, rationale: 'It fits.' }));
  expect(good.counted).toEqual({ failed: 0, errors: 0 });
  expect(good.verdictOf.get('relevance_to_query')).toBe('pass');
  expect(good.verdictOf.get('numberTruth')).toBe('pass');
  const down = await again(() => Promise.reject(new Error('away')));
  expect(down.counted).toEqual({ failed: 0, errors: 1 });
  expect(down.verdictOf.get('relevance_to_query')).toBe('error');
  expect(down.verdictOf.get('correctness')).toBe('skipped');
});

describe('a question of an evaluation', () => {
  const planned = async (): Promise<{ id: string; position: number }> => {
    const id = `eva_${'b'.repeat(32)}`;
    const named = { id, workflowId: `evaluation-${id}`, trigger: 'person' as const };
    await planEvaluation(bench.deps, { ...named, suite: 'probe', repeats: 1, caseIds: null });
    return { id, position: 0 };
  };
  const { limits } = { limits: { queueMaxSeconds: 0, genieQuestionsPerMinute: 1 } };

  it('waits while the service is full', async () => {
    const at = await planned();
    // A paused quota has no free slot.
    await bench.world.deps.store.quota.pause('full', 600_000);
    const deps = { ...bench.deps, workspace: 'full', limits: { ...bench.deps.limits, ...limits } };
    expect(await admitCase(deps, at)).toMatchObject({ kind: 'later' });
  });

  it('ends the evaluation when the questions of the day are used up', async () => {
    const at = await planned();
    const spent = { ...bench.deps.limits, dailyGenieQuestions: 1 };
    const ended = await admitCase({ ...bench.deps, limits: spent }, at);
    expect(ended.kind === 'stop' && ended.reason).toContain('DAILY_GENIE_QUESTIONS');
  });
});
