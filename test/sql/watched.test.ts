import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import { overAYear, questionNamed, watched, watchProblems } from '../../sql/watched.ts';
import { aWatchSpec } from '../support/watches.ts';

const catalogue = loadCatalogue();
const named = (text: string): CertifiedQuestion => {
  const found = questionNamed(catalogue, text);
  if (found === null) throw new Error(`no question ${text}`);
  return found;
};
const failing = named('reliability/failing_jobs');

describe('a certified question that is watched', () => {
  it('is found by its id and by its words, and by nothing near them', () => {
    expect(named(failing.question.toUpperCase()).id).toBe(failing.id);
    expect(named(failing.variants[0] ?? '').id).toBe(failing.id);
    expect(questionNamed(catalogue, 'Which jobs are nice?')).toBeNull();
  });

  it('has times that move with the warehouse, and names that stay parameters', () => {
    const { sql, parameters } = watched(failing, { workspace: `it's`, from_time: 'now-24h' });
    expect(sql).toContain('current_timestamp() - interval 24 hours');
    expect(sql).not.toMatch(/:from_time|:to_time/);
    expect(sql).toContain(':workspace');
    expect(parameters).toContainEqual({ name: 'workspace', type: 'STRING', value: `it's` });
  });

  it('every one can be watched over a year, too, without a time that stands', () => {
    for (const question of catalogue.questions) {
      const { sql, parameters } = watched(question, overAYear(question, {}));
      const left = parameters.map(({ name }) => name);
      const times = Object.keys(question.parameters).filter((name) => !left.includes(name));
      for (const name of times) expect(sql).not.toContain(`:${name} `);
    }
  });

  type Given = { readonly parameters?: Record<string, string>; readonly column?: string };
  const misfits: readonly (readonly [Given, string, string])[] = [
    [{ parameters: { nobody: 'x' } }, 'parameters.nobody', 'no such parameter'],
    [{ parameters: { from_time: '2026-11-01' } }, 'parameters.from_time', 'must be relative'],
    [{ parameters: { top_n: '1.5' } }, 'parameters.top_n', 'whole number'],
    [{ parameters: { top_n: '100000' } }, 'parameters.top_n', 'at most'],
    [{ column: 'cost' }, 'condition.column', 'no column cost; its numbers are'],
    [{ column: 'job_name' }, 'condition.column', 'is no number'],
    [{ column: 'last_failed_at' }, 'condition.column', 'is no number'],
  ];
  it.each(misfits)(
    '%j does not fit',
    ({ parameters = {}, column = 'failed_runs' }, path, message) => {
      const spec = aWatchSpec();
      const problems = watchProblems(failing, {
        parameters,
        condition: { ...spec.condition, column },
      });
      expect(problems).toEqual([{ path, message: expect.stringContaining(message) as string }]);
    },
  );
});
