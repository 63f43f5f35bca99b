import { defineAgent, inPreferredWorkspace } from './agent.ts';

/** A query slower than this is slow, unless the user says otherwise; seconds. */
const slowSeconds = 30;

/** Asks for one itself, or for all of them. */
const namesCompute = /\b(?:warehouses?|clusters?)\b/i;

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
    (question, { preferredWarehouse }) =>
      preferredWarehouse === undefined || namesCompute.test(question)
        ? null
        : `Prefer warehouse ${preferredWarehouse}.`,
    (question, { preferredCluster }) =>
      preferredCluster === undefined || namesCompute.test(question)
        ? null
        : `Prefer cluster ${preferredCluster}.`,
  ],
});
