import { describe, expect, it } from 'vitest';
import { agentCards, agents } from '../../agents/index.ts';
import { domains, forEachDomain } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Preferences } from '../../domain/preferences.ts';
import { lemmas } from '../../language/text.ts';

const rows = Object.entries(agents);

describe('every domain agent', () => {
  it('has its row, and there is one for each domain', () => {
    expect(rows.map(([id, agent]) => [id, agent.domain])).toEqual(
      domains.map((domain) => [domain, domain]),
    );
  });

  it.each(rows)('%s says what it answers, in one line that ends', (_, { asks }) => {
    expect(asks).toMatch(/^[A-Z][^\n]{20,120}\?$/);
  });

  it.each(rows)('%s has examples that are questions of their own', (_, { examples }) => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
    expect(new Set(examples.map((example) => example.toLowerCase())).size).toBe(examples.length);
    expect(examples.filter((example) => lemmas(example).length === 0)).toEqual([]);
  });

  it.each(rows)('%s has words of its own, each in lower case and once', (_, { keywords }) => {
    expect(keywords.length).toBeGreaterThanOrEqual(8);
    expect(keywords.filter((word) => word !== word.toLowerCase())).toEqual([]);
    expect(new Set(keywords).size).toBe(keywords.length);
    expect(keywords.flatMap((word) => lemmas(word)).length).toBeGreaterThanOrEqual(8);
  });

  it.each(rows)('%s has a dashboard and a setting for its space', (id, agent) => {
    expect(agent.dashboards.length).toBeGreaterThan(0);
    expect(agent.spaceSetting).toBe(`${id.toUpperCase()}_GENIE_SPACE_ID`);
  });

  it('shares no example with another', () => {
    const all = rows.flatMap(([, { examples }]) => examples);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is available when it has a space', () => {
    const cards = agentCards(forEachDomain((domain) => (domain === 'cost' ? 's' : null)));
    expect(cards.filter(({ available }) => available).map(({ domain }) => domain)).toEqual([
      'cost',
    ]);
    expect(cards.map(({ domain }) => domain)).toEqual(domains);
  });
});

const sharpen = (domain: Domain, question: string, preferences: Preferences = {}): string =>
  agents[domain].sharpen(question, preferences);

/** Domain, question, what the user prefers, and the sentences that are added. */
type Row = readonly [Domain, string, Preferences, string];
const rules: readonly Row[] = [
  // Cost: threshold, workspace, the shape that suits a role.
  ['cost', 'Cost today', { costThresholdUsd: 500 }, 'Flag costs of more than 500 USD.'],
  ['cost', 'Costs over $50 today', { costThresholdUsd: 500 }, ''],
  ['cost', 'Cost today', { role: 'manager' }, 'Give totals first.'],
  ['cost', 'Cost today', { role: 'analyst' }, 'Give a detailed breakdown.'],
  ['cost', 'Cost today', { role: 'engineer' }, ''],
  [
    'cost',
    'Cost today',
    { costThresholdUsd: 0, preferredWorkspace: 'prod-eu', role: 'manager' },
    'Only for workspace prod-eu. Flag costs of more than 0 USD. Give totals first.',
  ],
  // Security: classification, framework.
  ['security', 'Who read PII today?', {}, 'Include the data classification tags.'],
  ['security', 'Who read sensitive data today?', {}, 'Include the data classification tags.'],
  ['security', 'Who logged in today?', {}, ''],
  ['security', 'Who logged in today?', { complianceFramework: 'SOC 2' }, 'Judge it by SOC 2.'],
  // Performance: what slow means, warehouse, cluster.
  ['performance', 'Slow queries today', {}, 'Slow means longer than 30 seconds.'],
  [
    'performance',
    'Slow queries today',
    { latencyThresholdSeconds: 5 },
    'Slow means longer than 5 seconds.',
  ],
  ['performance', 'Queries slower than 10 s today', {}, ''],
  ['performance', 'Busy today?', { preferredWarehouse: 'bi' }, 'Prefer warehouse bi.'],
  ['performance', 'Busy today?', { preferredCluster: 'etl' }, 'Prefer cluster etl.'],
  ['performance', 'Which warehouses queue today?', { preferredWarehouse: 'bi' }, ''],
  // Reliability: errors, SLA, pipelines, critical jobs.
  ['reliability', 'Failed jobs today', {}, 'Include error messages and categories.'],
  ['reliability', 'Did we meet our SLA today?', {}, 'Compare with the SLA thresholds.'],
  [
    'reliability',
    'Did we meet our SLA today?',
    { slaThresholdPercent: 99.5 },
    'Compare with an SLA of 99.5 %.',
  ],
  ['reliability', 'DLT updates today', {}, 'Include pipeline update metrics.'],
  ['reliability', 'Pipelines today', {}, 'Include pipeline update metrics.'],
  ['reliability', 'Runs today', {}, ''],
  [
    'reliability',
    'Runs today',
    { criticalJobs: ['etl', 'billing'] },
    'Put these jobs first: etl, billing.',
  ],
  // Quality: times, what stale means, lineage, critical tables.
  ['quality', 'How fresh is it today?', {}, 'Include the time of the last update.'],
  [
    'quality',
    'Stale tables today',
    { freshnessThresholdHours: 6 },
    'Include the time of the last update. Stale means older than 6 hours.',
  ],
  [
    'quality',
    'Stale for more than 12 hours',
    { freshnessThresholdHours: 6 },
    'Include the time of the last update.',
  ],
  ['quality', 'Lineage of a table today', {}, 'Show upstream and downstream tables.'],
  ['quality', 'Unused today', { criticalTables: ['a.b.c'] }, 'Put these tables first: a.b.c.'],
  // All: the workspace that is preferred, unless the question names one.
  ...domains.map((domain): Row => [
    domain,
    'Everything today',
    { preferredWorkspace: 'prod-eu' },
    'Only for workspace prod-eu.',
  ]),
  ['cost', 'Cost of workspace dev today', { preferredWorkspace: 'prod-eu' }, ''],
];

describe('a question is sharpened', () => {
  it.each(rules)('for %s: “%s” with %o adds “%s”', (domain, question, preferences, added) => {
    expect(sharpen(domain, question, preferences)).toBe(
      added === '' ? question : `${question} ${added}`,
    );
  });

  it('never in the user’s own words', () => {
    for (const [, agent] of rows) {
      const question = 'How  odd\tis “it”?';
      expect(
        agent.sharpen(question, { preferredWorkspace: 'prod' }).startsWith(`${question} `),
      ).toBe(true);
    }
  });

  it('by no preference of another domain', () => {
    const foreign: Preferences = { complianceFramework: 'SOC 2', criticalJobs: ['etl'] };
    expect(sharpen('cost', 'Cost today', foreign)).toBe('Cost today');
  });
});
