import { describe, expect, it } from 'vitest';
import { firstRound } from '../../domain/deep.ts';
import type { DeepState, DeepStep } from '../../domain/deep.ts';
import { planRound } from '../../domain/deep-plan.ts';
import type { PlanInputs } from '../../domain/deep-plan.ts';
import { isDomain } from '../../domain/domains.ts';
import type { NextQuestion } from '../../domain/follow-ups.ts';
import { anEvidence } from '../support/evidence.ts';

const hourMs = 3_600_000;
const askedAtMs = Date.parse('2026-11-18T00:00:00Z');
const column = (name: string) => ({ name, type: 'STRING', is: 'key' as const, unit: null });
const jobs = anEvidence({
  title: 'Jobs',
  certified: 'cost/most_expensive_jobs',
  completeUntil: '2026-11-17T00:00:00.000Z',
  columns: [column('job_name'), column('workspace_id')],
  rows: [
    ['etl', 'w1'],
    ['report', 'w2'],
    ['third', 'w3'],
  ],
});
const byDay: NextQuestion = {
  id: 'cost/job_cost_by_day',
  question: 'What did one job cost per day?',
  parameters: [
    { name: 'workspace', role: 'workspace', columns: ['workspace_id'] },
    { name: 'job', role: 'job', columns: ['job_name', 'job_id'] },
  ],
};
const failing: NextQuestion = { id: 'reliability/failing_jobs', question: 'F?', parameters: [] };

const plan = (over: Partial<PlanInputs> = {}, state: Partial<DeepState> = {}) =>
  planRound({
    state: { ...firstRound, round: 2, ...state },
    tables: [jobs],
    nextOf: () => [byDay],
    before: [],
    canCheck: () => true,
    isOpen: isDomain,
    first: [{ domain: 'cost', question: 'What did jobs cost?' }],
    asksToWait: false,
    askedAtMs,
    dataNowMs: askedAtMs + 60_000,
    nowMs: 0,
    answerByMs: 100 * hourMs,
    ...over,
  });

describe('a round', () => {
  const step = (job: string, workspace: string): DeepStep => ({
    kind: 'check',
    question: 'cost/job_cost_by_day',
    parameters: { workspace, job },
    why: 'Follows “Jobs”.',
  });
  const [etl, report] = [step('etl', 'w1'), step('report', 'w2')];

  it('follows the next steps of tables, for the names of their first rows', () => {
    expect(plan()).toEqual({ steps: [etl, report], done: null });
  });

  it('does no step twice, in whatever order its parameters come back', () => {
    const stored = { ...etl, parameters: { job: 'etl', workspace: 'w1' } } as DeepStep;
    expect(plan({ before: [stored] }).steps).toEqual([report]);
    expect(plan({ before: [stored, report] })).toEqual({ steps: [], done: 'nothing_left' });
  });

  it('asks Genie where a statement cannot be run, one question of a domain', () => {
    expect(plan({ canCheck: () => false }).steps).toEqual([
      {
        kind: 'ask',
        domain: 'cost',
        question: 'What did the job `etl` cost per day in w1?',
        why: 'Follows “Jobs”.',
      },
    ]);
  });

  it('leaves out what a table answers already, and domains that are closed', () => {
    const there = { ...jobs, certified: 'reliability/failing_jobs' };
    expect(plan({ tables: [there], nextOf: () => [failing] }).done).toBe('nothing_left');
    const isOpen = (domain: string): domain is 'cost' => domain === 'cost';
    expect(plan({ nextOf: () => [failing], isOpen }).done).toBe('nothing_left');
  });
});

describe('no further round is made', () => {
  it.each([
    ['settled', { verdict: 'cause_found' }, {}],
    ['nothing_new', { quiet: 2 }, {}],
    ['budget', {}, { answerByMs: 29_000 }],
    ['budget', { checked: 32 }, {}],
    ['budget', { round: 51 }, {}],
    ['wanted_now', { answerNow: true }, {}],
  ] as const)('%s: %j %j', (done, state, inputs) => {
    expect(plan(inputs, state)).toEqual({ steps: [], done });
  });
});

describe('rows that are not complete', () => {
  const wait = {
    kind: 'wait',
    until: new Date(24 * hourMs - 60_000).toISOString(),
    why: 'The newest rows of the question are not complete.',
  };
  const nothing = { nextOf: () => [] };

  it('are waited for at once where the question asks for that, then it is asked again', () => {
    expect(plan({ asksToWait: true }).steps).toEqual([wait]);
    expect(plan({ before: [wait as DeepStep] }, { waits: 1 }).steps).toEqual([
      {
        kind: 'ask',
        domain: 'cost',
        question: 'What did jobs cost?',
        why: 'Its rows are complete now.',
      },
    ]);
  });

  it('are waited for last where a cause is not settled, and only once', () => {
    const unsettled = { intent: 'why', verdict: 'inconclusive' } as const;
    expect(plan({}, unsettled).steps[0]?.kind).toBe('check');
    expect(plan(nothing, unsettled).steps).toEqual([wait]);
    expect(plan(nothing, { ...unsettled, waits: 1 }).done).toBe('nothing_left');
    expect(plan(nothing).done).toBe('nothing_left');
  });

  it('are not waited for beyond the time that there is', () => {
    const inputs = { asksToWait: true, answerByMs: 24 * hourMs - 60_000 };
    expect(plan(inputs).steps[0]?.kind).toBe('check');
  });
});
