import { defineAgent, inPreferredWorkspace, whenAsked, whenPreferred } from './agent.ts';

export const agent = defineAgent({
  domain: 'quality',
  asks: 'Which data is stale, incomplete or broken, and what depends on it?',
  examples: [
    'Which data is stale?',
    'Which tables are stale?',
    'Tables that fail their quality checks',
    'How fresh is the sales data?',
    'Which tables were not updated today?',
    'Where does this table come from?',
    'Which tables are unused?',
    'Which columns hold personal data?',
    'How complete are the tables of the gold layer?',
  ],
  keywords: [
    'quality',
    'freshness',
    'fresh',
    'stale',
    'schema',
    'null',
    'drift',
    'validation',
    'table',
    'completeness',
    'complete',
    'data',
    'lineage',
    'upstream',
    'downstream',
    'outdated',
    'updated',
    'orphaned',
    'unused',
    'unhealthy',
  ],
  dashboards: [{ title: 'Data quality monitoring', topics: ['freshness', 'completeness'] }],
  defaultWindow: 'last 7 days',
  rules: [
    inPreferredWorkspace,
    whenAsked(/\b(fresh|stale)/i, 'Include the time of the last update.'),
    (question, { freshnessThresholdHours }) =>
      freshnessThresholdHours !== undefined &&
      /\b(fresh|stale)/i.test(question) &&
      !/\d/.test(question)
        ? `Stale means older than ${freshnessThresholdHours} hours.`
        : null,
    whenAsked(/\blineage\b/i, 'Show upstream and downstream tables.'),
    whenPreferred(({ criticalTables }) =>
      criticalTables === undefined ? null : `Put these tables first: ${criticalTables.join(', ')}.`,
    ),
  ],
});
