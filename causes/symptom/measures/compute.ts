import type { Measure } from '../measure.ts';
import { numberOf } from '../rows.ts';
import { anyOf } from './any-of.ts';
import { column, inWorkspace, percent } from './values.ts';

/** The 95th percentile of fewer queries is one slow query. */
const fewestQueries = 20;

const warehouses = {
  check: 'performance/warehouse_by_day',
  window: 'time',
  objects: inWorkspace('warehouse', 'warehouse_id', 'warehouse_name'),
  day: 'query_date',
  restsAtWeekends: true,
  bad: 1,
} as const;

const typical = '(?:mean|average|avg\\.?|median|typical)';

export const spill: Measure = {
  ...warehouses,
  id: 'spill',
  meant: ['performance/spilling_queries'],
  noun: 'spilled data',
  says: /\bspil\w*|\bwr(?:it|ot)\w* (?:\w+ ){0,3}?to (?:the )?(?:local )?disks?\b|\b(?:out of|outgr[eo]w\w*|exceed\w*|exhaust\w*|short of|(?:not|too little) (?:enough )?) ?(?:the |its )?(?:memory|ram)\b|\bfit(?:s|ted|ting)? (?:in|into) (?:the |its )?(?:memory|ram)\b|\bmemory (?:pressure|shortage|is (?:full|short|exhausted)|ran out)|\btoo (?:big|large|much) for (?:the |its )?(?:memory|ram)\b|\b(?:writ|flush|dump|offload|overflow|swap)\w* (?:\S+ ){0,4}?(?:on|to|onto) (?:the )?(?:local )?disks?\b/i,
  value: column('spilled_gb'),
  unit: 'GB',
  floor: 20,
  missing: 'zero',
  days: 'add',
  phrase: (cell, row) =>
    row === null
      ? ''
      : `the statements on ${cell(row, 'warehouse_name')} spilled ${cell(row, 'spilled_gb')} on ${cell(row, 'query_date')}`,
  unseen:
    'The query profile of one of its statements before and after shows which join or sort grew.',
};

export const queue: Measure = {
  ...warehouses,
  id: 'queue',
  meant: [
    'performance/queue_by_hour',
    'performance/warehouse_load',
    'unified/warehouse_cost_and_wait',
    'performance/peak_concurrency',
  ],
  noun: 'hours in the queue',
  says: /\b(?:queu\w+|wait\w*|capacity|concurrency|overload\w*)\b/i,
  value: column('waiting_hours'),
  unit: 'h',
  floor: 0.1,
  missing: 'zero',
  days: 'add',
  phrase: (cell, row) =>
    row === null
      ? ''
      : `queries on ${cell(row, 'warehouse_name')} waited ${cell(row, 'waiting_hours')} in all on ${cell(row, 'query_date')}`,
  unseen: 'The monitoring page of the warehouse shows its clusters and its queue by the minute.',
  related: ['latency'],
};

export const latency: Measure = {
  ...warehouses,
  id: 'latency',
  meant: [
    'performance/slow_queries',
    'performance/query_latency',
    'performance/latency_by_day',
    'performance/latency_change',
    'performance/slow_dashboards',
  ],
  noun: '95th percentile of query time',
  says: /\b(?:latency|slow\w*|crawl\w*|p95|response times?|(?:answer(?:s|ed|ing)?|respond(?:s|ed|ing)?) (?:only )?(?:in|within|after|slow\w*)|quer(?:y|ys|ies)|statements?|dashboards?|performance|sluggish|reports? (?:took|takes?|take)|unbearabl\w+|snail\w*|lagg(?:y|ing)|unresponsive|painful\w*)\b/i,
  value: (row) =>
    (numberOf(row, 'queries') ?? 0) < fewestQueries ? null : numberOf(row, 'p95_seconds'),
  unit: 's',
  floor: 10,
  missing: 'unmeasured',
  days: 'mean',
  phrase: (cell, row) =>
    row === null
      ? ''
      : `the 95th percentile of query time on ${cell(row, 'warehouse_name')} was ${cell(row, 'p95_seconds')} on ${cell(row, 'query_date')}`,
  unseen: 'The query profile of a slow statement shows where its time goes.',
  related: ['mean time', 'queue', 'spill'],
  kin: ['mean time', 'queue', 'spill'],
};

const queries = '(?:quer(?:y|ys|ies)|statements?|sql)';
const fails = '(?:fail\\w*|crash\\w*|abort\\w*|error\\w*)';

export const failedQueries: Measure = {
  ...warehouses,
  id: 'failed queries',
  meant: ['performance/failed_queries'],
  noun: 'failed queries',
  says: anyOf(
    `${queries} (?:\\w+ ){0,3}?${fails}`,
    `(?:fail(?:ed|ing)|aborted|crash(?:ed|ing)) ${queries}`,
    `errors? (?:of|in|from) (?:the |our |all )?${queries}`,
  ),
  value: percent('queries', 'failed_queries'),
  unit: 'percent',
  floor: 10,
  missing: 'unmeasured',
  days: 'mean',
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'failed_queries')} of ${cell(row, 'queries')} queries on ${cell(row, 'warehouse_name')} failed on ${cell(row, 'query_date')}`,
  unseen: 'The errors of the failed statements show why.',
};

/** What one slow query hardly moves, and many do. */
export const meanTime: Measure = {
  ...warehouses,
  id: 'mean time',
  meant: [],
  noun: 'mean query time',
  says: anyOf(
    `${typical} (?:\\w+ ){0,2}?(?:(?:quer(?:y|ies)|statements?|response|execution|run) ?(?:times?|durations?|latenc\\w+)|latency|duration|(?:time|duration|latency) (?:of|per|for) (?:an? |the )?(?:\\w+ )?(?:quer(?:y|ies)|statements?)|(?:quer(?:y|ies)|statements?))`,
    '(?:quer(?:y|ies)|statements?) (?:\\w+ ){0,6}?on average',
  ),
  value: (row) => {
    const [queries, hours] = [numberOf(row, 'queries') ?? 0, numberOf(row, 'execution_hours')];
    return queries < fewestQueries || hours === null ? null : (hours * 3600) / queries;
  },
  unit: 's',
  floor: 5,
  missing: 'unmeasured',
  days: 'mean',
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'queries')} queries on ${cell(row, 'warehouse_name')} ran for ${cell(row, 'execution_hours')} on ${cell(row, 'query_date')}`,
  unseen: 'The query profile of a slow statement shows where its time goes.',
  related: ['latency', 'queue', 'spill'],
  kin: ['latency', 'queue', 'spill'],
};

export const idleHours: Measure = {
  id: 'idle hours',
  meant: [
    'performance/clusters_never_stopping',
    'performance/underused_clusters',
    'performance/cluster_sizing',
  ],
  noun: 'hours at night',
  says: /\b(?:idl\w+|cpu|utili[sz]ation|under-?used|24\/7|around the clock|all night|day and night|nothing to do|not stop\w*|never stop\w*|left running|overnight|keeps? running|never sleeps?|(?:does|do|did) not (?:go|come) down|hours? (?:with nothing|at night)|(?:usage|uptime|running|runs) (?:at|until|through) (?:\d{1,2}(?: ?am)? in the (?:morning|night)|\d ?am\b|night\b)|(?:on|up|alive|awake) (?:all|the whole|around|round|through|day and|24|over the|non-?stop|about 24)|nobody (?:on|uses?|using)|doing nothing|(?:\w+|\d+) hours? (?:in a row|straight|on end|without (?:a )?(?:stop|break|pause))|(?:not|never|nobody|\w+n['’]t) (?:\w+ ){0,3}?(?:shut|switched|turned|powered|shuts|switches|turns) (?:it |itself )?(?:down|off)|(?:never|not) (?:go(?:es)?|sent|put) to sleep|sleepless|never off|not switched off|unattended)/i,
  check: 'performance/cluster_by_day',
  window: 'time',
  objects: inWorkspace('cluster', 'cluster_id', 'cluster_name'),
  day: 'usage_date',
  value: column('night_hours'),
  unit: 'h',
  floor: 4,
  missing: 'zero',
  days: 'add',
  bad: 1,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'cluster_name')} ran ${cell(row, 'night_hours')} at night on ${cell(row, 'usage_date')}`,
  unseen: 'The event log of the cluster shows what kept it running.',
};

export const endpointErrors: Measure = {
  id: 'endpoint errors',
  meant: ['performance/endpoint_errors'],
  noun: 'refused or failed requests',
  says: /\b(?:endpoints?|model serving|serving (?:endpoints?|requests?|calls?)|429s?|throttl\w+|rate.?limit\w*|requests?|calls?|bounc\w+|model api|chat ?bots?|llms?)\b/i,
  check: 'performance/endpoint_by_day',
  window: 'time',
  objects: inWorkspace('endpoint', 'endpoint_name', 'endpoint_name'),
  day: 'request_date',
  value: percent('requests', 'throttled', 'failed'),
  unit: 'percent',
  floor: 10,
  missing: 'unmeasured',
  days: 'mean',
  bad: 1,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'endpoint_name')} throttled ${cell(row, 'throttled')} and failed ${cell(row, 'failed')} of ${cell(row, 'requests')} requests on ${cell(row, 'request_date')}`,
  unseen: 'The settings of the endpoint and its logs show what it refuses.',
};
