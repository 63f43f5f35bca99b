import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readCaseRun } from '../../activities/evaluation/read-case-run.ts';
import type { CaseResult } from '../../domain/evaluation.ts';
import { domainsOf } from '../../eval/case.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { bars } from '../../eval/gate/bars.ts';
import { gate } from '../../eval/gate/gate.ts';
import { score, scorers } from '../../eval/scorers.ts';
import { openEvaluationBench } from '../workflows/evaluation-bench.ts';
import { brokenAgents } from './broken-agents.ts';

/** `npm test` takes the smallest suite, `npm run test:agents` the largest that needs no special data. */
const suite = inject('evaluationSuite');
/** What the service made of it, with a real workspace and real engines. */
const healthy: CaseRun[] = [];
let stop = async (): Promise<void> => {};

beforeAll(async () => {
  const bench = await openEvaluationBench();
  const workers = await bench.work();
  stop = async () => {
    await workers.stop();
    await bench[Symbol.asyncDispose]();
  };
  const { id, handle } = await bench.start({ suite });
  await handle.result();
  const { signal } = new AbortController();
  for (const row of await bench.deps.evaluations.cases(id))
    healthy.push(await readCaseRun(bench.deps, { id, suite }, row, signal));
}, 900_000);
afterAll(() => stop());

const resultOf = (run: CaseRun, position: number): CaseResult => ({
  position,
  caseId: run.case.id,
  repeat: 1,
  question: run.case.question,
  domains: domainsOf(run.case),
  investigationId: run.investigation.id,
  scores: score(run),
  figures: null,
  judgedAt: null,
});

const judged = (runs: readonly CaseRun[], without: string | null = null) =>
  gate(
    bars.filter(({ scorer }) => scorer !== without),
    runs.map(resultOf),
  );

describe('the gate', () => {
  it('lets the healthy agent pass', () => {
    const { verdict, bars: told } = judged(healthy);
    expect(told.filter((one) => one.verdict !== 'passed')).toEqual([]);
    expect(verdict).toBe('passed');
  });

  it.each(brokenAgents.map((agent) => [agent.name, agent.scorer, agent] as const))(
    'stops the agent that %s, by %s and by nothing else',
    (_, scorer, agent) => {
      const runs = healthy.map((run) => agent.of(run, healthy));
      const { verdict, bars: told } = judged(runs);
      const failed = told.filter((one) => one.verdict !== 'passed').map((one) => one.scorer);
      expect([...new Set(failed)]).toEqual([scorer]);
      expect(verdict).toBe('failed');
      expect(judged(runs, scorer).verdict).toBe('passed');
    },
  );

  it('has a broken agent for each scorer that needs no label of one data set', () => {
    const labelled = ['firstLine', 'cause'];
    const names = scorers.map(({ name }) => name).filter((name) => !labelled.includes(name));
    const stopped = new Set(brokenAgents.map(({ scorer }) => scorer));
    expect(names.filter((name) => !stopped.has(name))).toEqual([]);
  });
});

describe('a judge', () => {
  it('that fails is an error, and no score', () => {
    const [run] = healthy;
    if (run === undefined) throw new Error('there is no run');
    const broken = scorers.map((one) => ({
      ...one,
      judge: () => {
        throw new Error('no reply');
      },
    }));
    const scores = score(run, broken);
    expect(new Set(scores.map(({ verdict }) => verdict))).toEqual(new Set(['error']));
    const results = healthy.map((one, at) => ({ ...resultOf(one, at), scores }));
    expect(gate(bars, results).verdict).toBe('notEnoughData');
  });

  it('whose warehouse is down does not say that rows are untrue', () => {
    const runs = healthy.map((run) => ({
      ...run,
      truths: run.truths.map(({ evidenceId }) => ({
        evidenceId,
        end: { kind: 'failed', reason: 'the warehouse is stopped' } as const,
      })),
    }));
    const told = judged(runs).bars.find(({ scorer }) => scorer === 'rowsTruth');
    expect(told).toMatchObject({ judged: 0, verdict: 'notEnoughData' });
  });
});
