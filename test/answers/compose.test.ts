import { describe, expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import type { AnswerWords } from '../../domain/answer-words.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Cell, EvidenceColumn } from '../../domain/evidence.ts';
import { evidenceId } from '../../domain/ids.ts';
import type { Domain } from '../../domain/domains.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import { anEvidence } from '../support/evidence.ts';

const day: EvidenceColumn = { name: 'usage_date', type: 'DATE', is: 'key', unit: null };
const usd: EvidenceColumn = { name: 'cost_usd', type: 'DECIMAL(20,6)', is: 'measure', unit: 'USD' };
const job: EvidenceColumn = { name: 'job_name', type: 'STRING', is: 'label', unit: null };
const id: EvidenceColumn = { name: 'job_id', type: 'STRING', is: 'key', unit: null };
const runs: EvidenceColumn = { name: 'failed_runs', type: 'BIGINT', is: 'measure', unit: 'runs' };

function lane(
  domain: Domain,
  columns: readonly EvidenceColumn[],
  rows: readonly (readonly Cell[])[],
): LaneReport {
  const evidence = anEvidence({
    id: evidenceId(domain.padEnd(32, '0')),
    domain,
    title: `About ${domain}?`,
    columns,
    rows,
    rowCount: rows.length,
  });
  const outcome = rows.length === 0 ? 'no_data' : 'answered';
  return { domain, question: '', outcome, detail: null, evidence: [evidence] };
}

function compose(...lanes: readonly LaneReport[]) {
  return composeFor('Did it rise?', null, ...lanes);
}

function composeFor(question: string, words: AnswerWords | null, ...lanes: readonly LaneReport[]) {
  const composed = composeByRule({ lanes, question, wordsOf: () => words });
  const evidence = lanes.flatMap((one) => one.evidence);
  const claims = checkClaims(composed.markdown, composed.citations, evidence);
  return { ...composed, first: composed.markdown.split('\n\n')[0], claims };
}

describe('an answer composed by rule', () => {
  it('names the domains without an answer behind what the others say, and none that was left out', () => {
    const jobs = lane('reliability', [job, runs], [['etl', '3']]);
    const silent = (domain: Domain, outcome: LaneReport['outcome']): LaneReport => ({
      ...lane(domain, [], []),
      outcome,
      evidence: [],
    });
    const failed = silent('cost', 'failed');
    const second = (...lanes: readonly LaneReport[]) => compose(...lanes).markdown.split('\n\n')[1];
    expect(second(jobs, failed, silent('quality', 'timed_out'))).toBe(
      'No answer from **cost**, **quality**: see the caveats.',
    );
    expect(second(jobs, silent('cost', 'no_data'), silent('quality', 'skipped'))).toBe(
      '## Reliability',
    );
  });

  it('opens a series with how its last value compares, whatever order the rows came in', () => {
    const { first } = compose(
      lane(
        'cost',
        [day, usd],
        [
          ['2026-03-02', '150.000000'],
          ['2026-03-01', '100.000000'],
        ],
      ),
    );
    expect(first).toBe(
      'Cost rose from 100.00 USD [cost:1] on Sun 1 Mar [cost:2] to 150.00 USD [cost:3] on Mon 2 Mar [cost:4] (+50.0 %).',
    );
  });

  it('compares numbers that a double would not tell apart', () => {
    const { first, claims } = compose(
      lane(
        'cost',
        [day, runs],
        [
          ['2026-03-01', '9007199254740992'],
          ['2026-03-02', '9007199254740993'],
        ],
      ),
    );
    expect(first).toContain('Failed runs rose from 9,007,199,254,740,992 [cost:1]');
    expect(first).toContain('to 9,007,199,254,740,993 [cost:3]');
    expect(claims.map(({ verdict }) => verdict)).not.toContain('unsupported');
  });

  it('compares no later than the table is complete', () => {
    const series = lane(
      'cost',
      [day, usd],
      [
        ['2026-03-01', '100.000000'],
        ['2026-03-02', '150.000000'],
        ['2026-03-03', '2.000000'],
      ],
    );
    const until = (completeUntil: string): string =>
      compose({
        ...series,
        evidence: series.evidence.map((table) => ({ ...table, completeUntil })),
      }).first ?? '';
    expect(until('2026-03-04T00:00:00.000Z')).toMatch(
      /^Cost fell: 2\.00 USD .* the mean is 84\.00 USD/,
    );
    expect(until('2026-03-03T22:00:00.000Z')).toContain('rose from 100.00 USD');
    // With one complete day there is nothing to compare.
    expect(until('2026-03-02T00:00:00.000Z')).not.toMatch(/rose|fell/);
  });

  it('says what a series came to, unless the question is how it went', () => {
    const table = lane(
      'cost',
      [day, usd],
      [
        ['2026-03-01', '100.000000'],
        ['2026-03-02', '150.500000'],
        ['2026-03-03', '50.000000'],
      ],
    );
    const { first, claims } = composeFor('What did we spend?', null, table);
    expect(first).toBe(
      'Cost came to 300.50 USD [cost:1] from Sun 1 Mar [cost:2] to Tue 3 Mar [cost:3], most of it on Mon 2 Mar [cost:4] (150.50 USD [cost:5]).',
    );
    expect(claims.map(({ verdict }) => verdict)).not.toContain('unsupported');
    const { first: trend } = composeFor('How did spend develop?', null, table);
    expect(trend).toBe(
      'Cost fell: 50.00 USD [cost:1] on Tue 3 Mar [cost:2], the mean is 100.17 USD [cost:1].',
    );
  });

  it('answers whether something is so with yes or no, in the words of the question', () => {
    const words = {
      line: '{names job_name} failed [[{share failed_runs finished_runs} of all runs ]]{scope}.',
      none: 'No job failed {scope}.',
      exists: true,
      opposite: [],
      asks: [],
      roles: new Map(),
    };
    const some = lane('reliability', [job, runs], [['nightly', 3]]);
    const none = lane('reliability', [job, runs], []);
    expect(composeFor('Did any job fail?', words, some).first).toBe(
      'Yes: `nightly` [reliability:1] failed.',
    );
    expect(composeFor('Did any job fail?', words, none).first).toBe('No: no job failed.');
    expect(composeFor('Which jobs failed?', words, none).first).toBe('No job failed.');
    // Rows about jobs that failed are a no to this one.
    expect(composeFor('Do all jobs succeed?', words, some).first).not.toMatch(/^Yes/);
  });

  it('tells usage without a price only of rows that have some', () => {
    const unpriced: EvidenceColumn = { ...runs, name: 'unpriced_quantity', unit: 'units' };
    const { markdown } = compose(
      lane(
        'cost',
        [job, usd, unpriced],
        [
          ['nightly', '2.000000', 0],
          ['hourly', '1.000000', 7],
        ],
      ),
    );
    expect(markdown.match(/unpriced quantity \d/g)?.slice(-1)).toEqual(['unpriced quantity 7']);
    expect(markdown).not.toMatch(/^- `nightly`.*unpriced/m);
  });

  it('says of a single row what it holds, not that it comes first', () => {
    expect(compose(lane('cost', [day, usd], [['2026-11-12', '1353.930000']])).first).toBe(
      'Thu 12 Nov [cost:2]: cost 1,353.93 USD [cost:1].',
    );
  });

  it('opens a ranking with what comes first, by the name that tells rows apart', () => {
    const { first } = compose(
      lane(
        'reliability',
        [id, job, runs],
        [
          ['7', 'nightly', 3],
          ['8', 'hourly', 1],
        ],
      ),
    );
    expect(first).toBe(
      '`nightly` [reliability:2] has the most failed runs: 3 [reliability:1]; then `hourly` [reliability:3] (1 [reliability:4]).',
    );
  });

  it('opens a table that measures nothing with its names, and says when nothing came back', () => {
    const { first } = compose(
      lane('security', [id, job], [['7', 'nightly']]),
      lane('quality', [job], []),
    );
    expect(first).toBe(
      '- **security**: 1 job [security:2]: `nightly` [security:1].\n- **quality**: Nothing came back for “About quality?” [quality:1].',
    );
  });

  it('says which name is missing where the first row of a ranking has none', () => {
    const { first, markdown } = compose(
      lane(
        'reliability',
        [id, runs],
        [
          [null, 3],
          ['8', 1],
        ],
      ),
    );
    expect(first).toBe(
      '(no job id) [reliability:2] has the most failed runs: 3 [reliability:1]; then `8` [reliability:3] (1 [reliability:4]).',
    );
    expect(markdown).toContain('\n- (no job id) [reliability:2]: failed runs 3 [reliability:1]\n');
  });

  it('tells which names are in the tables of more than one domain', () => {
    const { markdown } = compose(
      lane('cost', [job, usd], [['nightly', '1.000000']]),
      lane('reliability', [job, runs], [['nightly', 2]]),
    );
    expect(markdown).toMatch(
      /## Across domains\n\n- `nightly` is in the tables of cost \[cost:\d\] and reliability \[reliability:\d\]\./,
    );
  });

  it('shows an id only where a row has no name', () => {
    const { markdown } = compose(
      lane(
        'reliability',
        [id, job, runs],
        [
          ['7', 'nightly', 3],
          ['8', null, 1],
        ],
      ),
    );
    expect(markdown).not.toContain('`7`');
    expect(markdown).toContain('`8`');
  });

  it('says nothing that the checker cannot trace', () => {
    const { claims } = compose(
      lane(
        'cost',
        [day, usd],
        [
          ['2026-03-01', '100.004'],
          ['2026-03-02', '150.996'],
        ],
      ),
      lane(
        'reliability',
        [id, job, runs],
        [['7', `select  *\nfrom \`a\` ${'x'.repeat(200)}`, 1_234_567]],
      ),
    );
    expect(claims.length).toBeGreaterThan(8);
    expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  });
});
