import { describe, expect, it } from 'vitest';
import { judgeTools, readToolSet, toolBars } from '../../eval/tools.ts';
import { needsOf } from '../../wordings/needs-of.ts';

const needs = (text: string) => needsOf(text).map(({ need }) => need);

describe('which tools a question needs', () => {
  it('is found for the labelled questions that may be read', () => {
    const questions = readToolSet('tune');
    expect(questions.length).toBeGreaterThanOrEqual(60);
    const { exact, falsePicks } = judgeTools(questions, needs);
    expect(exact).toBeGreaterThanOrEqual(toolBars.exact);
    expect(falsePicks).toBeLessThanOrEqual(toolBars.falsePicks);
  });

  it('is judged by sets, and false picks by the questions that need none', () => {
    const questions = [
      { id: '1', question: 'a', tools: ['web' as const], part: 'tune' as const },
      { id: '2', question: 'b', tools: [], part: 'tune' as const },
      { id: '3', question: 'c', tools: [], part: 'tune' as const },
    ];
    const verdict = judgeTools(questions, (text) => (text === 'c' ? [] : ['outside']));
    expect(verdict).toMatchObject({ questions: 3, exact: 2 / 3, falsePicks: 0.5 });
    expect(verdict.byTool.get('web')).toEqual({ needed: 1, got: 1, wrong: 1 });
  });

  // Words decide nothing: what is wanted does.
  it.each([
    ['show me a chart of spend by day', []],
    ['which alerts fired yesterday', []],
    ['who edited the dashboard for finance', []],
    ['was there an outage of the assistant endpoint yesterday', []],
    ['tell me when payments_ledger_sync last ran', []],
    ['let me know which jobs failed last night', []],
    ['what is the maximum duration of churn_model_training', []],
    ['tell us as soon as somebody becomes admin', ['notice']],
    ['do we have a dashboard for warehouse queues', ['board']],
    ['what should I do about payments_ledger_sync failing', ['remedy']],
    ['what does DELTA_CONCURRENT_APPEND mean', ['outside']],
    ['alert me when the rollup fails, and what are the rollback steps', ['remedy', 'notice']],
  ] as const)('“%s”: %j', (question, wanted) => {
    expect(needs(question)).toEqual(wanted);
  });
});
