import { defineAgent, inPreferredWorkspace, whenPreferred } from './agent.ts';

/** A query slower than this is slow, unless the user says otherwise; seconds. */
const slowSeconds = 30;

export const agent = defineAgent({
  domain: 'performance',
  asks: 'Why is it slow: queries, warehouses, clusters, queues?',
  examples: [
    'Why is this slow?',
    'Which queries were slow in the last hour?',
    'P95 query duration by warehouse',
    'Which warehouses queue?',
    'Which clusters are underused?',
    'Queries that spill to disk',
    'How busy is each warehouse?',
    'Who runs the heaviest queries?',
    'Should we resize the warehouse?',
  ],
  keywords: [
    'slow',
    'slower',
    'performance',
    'latency',
    'cache',
    'optimize',
    'query',
    'duration',
    'fast',
    'speed',
    'efficient',
    'warehouse',
    'cluster',
    'queue',
    'spill',
    'cpu',
    'memory',
    'utilization',
    'underused',
    'resize',
    'p95',
    'p99',
  ],
  dashboards: [{ title: 'Warehouse monitoring', topics: ['warehouse', 'query'] }],
  defaultWindow: 'last 7 days',
  rules: [
    (question, { latencyThresholdSeconds }) =>
      /\bslow/i.test(question) && !/\d/.test(question)
        ? `Slow means longer than ${latencyThresholdSeconds ?? slowSeconds} seconds.`
        : null,
    inPreferredWorkspace,
    whenPreferred(({ preferredWarehouse }) =>
      preferredWarehouse === undefined ? null : `Prefer warehouse ${preferredWarehouse}.`,
    ),
    whenPreferred(({ preferredCluster }) =>
      preferredCluster === undefined ? null : `Prefer cluster ${preferredCluster}.`,
    ),
  ],
});
