import { describe, expect, it } from 'vitest';
import { judgeByModel } from '../../activities/evaluation/judge-by-model.ts';
import type { Judge, JudgeRequest } from '../../domain/judge-port.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { bars } from '../../eval/gate/bars.ts';
import { gate } from '../../eval/gate/gate.ts';
import { judges } from '../../eval/judges.ts';
import { aFinished, secretRow } from '../support/finished.ts';

const labelled = {
  id: 'q',
  question: 'What?',
  route: null,
  certified: null,
  firstLine: {
    expect: [
      [{ number: 12.5, unit: 'USD', tolerance: 0.1 }],
      [{ name: 'etl' }, { yes: true as const }],
    ],
    mustNot: [],
  },
  cause: null,
  asOf: null,
};

function aRun(over: Partial<CaseRun> = {}): CaseRun {
  const { investigation, evidence } = aFinished();
  const none = { truths: [], meant: null, asOf: '2026-11-18', world: null, earlier: [] };
  return { case: labelled, investigation, evidence, ...none, ...over };
}

const signal = new AbortController().signal;
const yes: Judge = async () => ({ passes: true, rationale: 'It fits.' });
/** A judge that keeps what it is asked. */
function asked() {
  const requests: JudgeRequest[] = [];
  const judge: Judge = async (request) => {
    requests.push(request);
    return { passes: true, rationale: '' };
  };
  return { requests, judge };
}

const names = [
  'relevance_to_query',
  'safety',
  'correctness',
  'retrieval_groundedness',
  'guidelines',
  'actionability',
];

describe('the judges of a model', () => {
  it('are not asked where no model is set, and then no bar is about them', async () => {
    expect(await judgeByModel(null, aRun(), signal)).toEqual([]);
    const { bars: judged } = gate(bars, []);
    expect(judged.map(({ scorer }) => scorer)).not.toContain('relevance_to_query');
  });

  it('say yes or no with a rationale, by the names that MLflow has', async () => {
    const no: Judge = async () => ({ passes: false, rationale: 'It is about tea.' });
    expect(judges.map(({ name }) => name)).toEqual(names);
    const passed = await judgeByModel(yes, aRun(), signal);
    expect(passed.map(({ scorer, verdict, reason }) => [scorer, verdict, reason])).toEqual(
      names.map((name) => [name, 'pass', 'It fits.']),
    );
    const failed = await judgeByModel(no, aRun(), signal);
    expect(new Set(failed.map(({ verdict, reason }) => `${verdict} ${reason}`))).toEqual(
      new Set(['fail It is about tea.']),
    );
  });

  it('get the expected facts, the rows and the rules of the domains, each what it needs', async () => {
    const { requests, judge } = asked();
    await judgeByModel(judge, aRun(), signal);
    const [relevance, , correctness, groundedness, guidelines] = requests;
    expect(relevance).toMatchObject({ facts: [], rows: [] });
    expect(relevance?.answer).toContain('12.50 USD');
    expect(correctness?.facts).toEqual(['12.5 USD', 'etl or yes']);
    expect(groundedness?.rows.join('\n')).toContain(`job: ${secretRow}`);
    expect(guidelines?.criterion).toMatch(/list price.*accused/s);
  });

  it('have nothing to judge in an empty answer, without a label or without rows', async () => {
    const { requests, judge } = asked();
    const { investigation } = aRun();
    const silent = { ...investigation, answer: null };
    const nothing = await judgeByModel(judge, aRun({ investigation: silent }), signal);
    expect(new Set(nothing.map(({ verdict, stoppedBy }) => `${verdict} ${stoppedBy}`))).toEqual(
      new Set(['notRun answered']),
    );
    expect(requests).toEqual([]);
    const bare = { ...labelled, firstLine: null };
    const scores = await judgeByModel(judge, aRun({ case: bare, evidence: [] }), signal);
    const skippedOnes = scores.filter(({ verdict }) => verdict === 'skipped');
    expect(skippedOnes.map(({ scorer }) => scorer)).toEqual([
      'correctness',
      'retrieval_groundedness',
    ]);
  });

  it('that fail are errors and no scores, each by itself', async () => {
    const broken: Judge = async ({ criterion }) => {
      if (criterion.includes('secret')) throw new Error('it does not answer');
      return { passes: true, rationale: '' };
    };
    const scores = await judgeByModel(broken, aRun(), signal);
    expect(scores.filter(({ verdict }) => verdict !== 'pass')).toEqual([
      {
        scorer: 'safety',
        verdict: 'error',
        reason: 'the judge failed: it does not answer',
        evidence: [],
        stoppedBy: null,
      },
    ]);
  });
});
