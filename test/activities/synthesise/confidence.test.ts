import { describe, expect, it } from 'vitest';
import {
  confidenceOf,
  confidencePartsOf,
  type Checked,
} from '../../../activities/synthesise/confidence.ts';
import { anEvidence } from '../../support/evidence.ts';

const table = anEvidence({ certified: 'cost/jobs' });
const lane = { domain: 'cost', question: '', outcome: 'answered', detail: null } as const;
const claim = { text: '3', markers: [] } as const;
const good: Checked = {
  question: 'How many runs of `etl` failed?',
  headline: '3 runs of `etl` failed.',
  claims: [{ ...claim, verdict: 'supported' }],
  reports: [{ ...lane, evidence: [table] }],
  routing: null,
  unapplied: [],
  isOfNothing: false,
  cause: null,
  nearest: () => [{ id: 'cost/jobs', question: '', share: 0.9, takes: [] }],
  columnsMeant: () => [],
  nowMs: Date.parse('2026-11-18T00:00:00Z'),
};
const of = (over: Partial<Checked> = {}): number =>
  confidenceOf(confidencePartsOf({ ...good, ...over }));

describe('the confidence', () => {
  it('is full where every check is passed', () => {
    expect(of()).toBe(1);
    expect(of({ headline: '`etl` failed 3 of 5 runs.' })).toBe(1);
  });

  it.each<[string, Partial<Checked>]>([
    ['a condition that was not applied', { unapplied: ['“in EUR” could not be applied.'] }],
    [
      'another certified question than the words mean',
      { nearest: () => [{ id: 'cost/other', question: '', share: 0.9, takes: [] }] },
    ],
    [
      'a query that nobody certified',
      { reports: [{ ...lane, evidence: [{ ...table, certified: null }] }] },
    ],
    ['a first line without the count', { headline: 'The slowest of 3 runs of `etl` took 5 s.' }],
    ['a first line with a share for a count', { headline: '3 % of the runs of `etl` failed.' }],
    ['a first line about something else', { headline: '3 runs failed.' }],
    [
      'a first line that does not say yes or no',
      { question: 'Did `etl` fail?', headline: '`etl` ran.' },
    ],
    ['a claim without support', { claims: [{ ...claim, verdict: 'unsupported' }] }],
    [
      'a domain without an answer',
      { reports: [...good.reports, { ...lane, outcome: 'failed', evidence: [] }] },
    ],
  ])('is lower with %s', (_, over) => {
    expect(of(over)).toBeLessThanOrEqual(0.7);
  });

  it('of a query that nobody certified is high where its columns are those that the words mean', () => {
    const [first] = table.columns;
    const own = { reports: [{ ...lane, evidence: [{ ...table, certified: null }] }] };
    expect(of({ ...own, columnsMeant: () => [['other'], [first?.name ?? '']] })).toBe(0.95);
    expect(of({ ...own, columnsMeant: () => [[first?.name ?? '', 'other']] })).toBe(0.5);
  });

  it('is lower the less the words mean the certified question', () => {
    const shares = [0.1, 0.3, 0.5].map((share) =>
      of({ nearest: () => [{ id: 'cost/jobs', question: '', share, takes: [] }] }),
    );
    expect(new Set(shares).size).toBe(3);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(shares.at(-1)).toBeLessThan(of());
  });

  it('is not lower because a query has no row', () => {
    const reports = [{ ...lane, outcome: 'no_data', evidence: [{ ...table, rows: [] }] } as const];
    expect(of({ reports, claims: [], headline: 'No run of `etl` failed.' })).toBe(1);
  });

  it('of a comparison is held against what is asked about the later time', () => {
    const nearest: Checked['nearest'] = (_, text) =>
      text.includes('vs')
        ? [{ id: 'cost/other', question: '', share: 0.9, takes: [] }]
        : good.nearest('cost', text);
    const question = 'Failed runs of `etl` this week vs last week';
    const reports = [{ ...lane, question, evidence: [table] }];
    expect(of({ question, nearest, reports })).toBe(1);
  });

  it('of an answer without a domain is full', () => {
    expect(of({ reports: [], claims: [], headline: 'I answer questions.' })).toBe(1);
  });
});
