import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunbooks, syncRunbooks } from '../../../adapters/postgres/runbooks.ts';
import { readRunbooks } from '../../../adapters/read-runbooks.ts';
import { causes } from '../../../causes/index.ts';
import { measures } from '../../../causes/symptom/measures/index.ts';
import { investigationId } from '../../../domain/ids.ts';
import { causesOf } from '../../../domain/tools.ts';
import { readRunbookSymptoms } from '../../../eval/runbooks.ts';
import { tools } from '../../../tools/index.ts';
import { openBench } from './bench.ts';
import type { Bench } from './bench.ts';

const runbooks = readRunbooks();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await syncRunbooks(bench.pool, runbooks);
});
afterAll(() => bench[Symbol.asyncDispose]());

const signal = new AbortController().signal;
const find = (given: { text?: string; causes?: readonly string[] }) =>
  createRunbooks(bench.pool).find({ text: '', domains: [], causes: [], ...given }, signal);

/** As people tell a trouble, written before anything was tuned. */
const told: Readonly<Record<string, readonly [string, string]>> = {
  'retry-loop': [
    'payments_ledger_sync has been started 93 times since last night, all red',
    'it fails, starts again 12 minutes later, fails again, all day long',
  ],
  'revoked-grant': [
    'sales_daily_rollup says it may not read prod.sales.orders any longer',
    'INSUFFICIENT_PERMISSIONS on a table since Friday, nobody changed the code',
  ],
  'small-warehouse': [
    'bi-main went from LARGE to SMALL and everybody complains',
    'someone shrank our warehouse',
  ],
  'failed-logins': [
    '180 wrong passwords from one IP address at three in the morning',
    'someone is guessing passwords',
  ],
  'bulk-read': [
    'gita pulled 3.6 TB of customer tables overnight',
    'an unknown user exported a lot of personal data',
  ],
  'full-refresh': [
    'web_sessions is being recomputed from scratch since noon',
    'chen hit full refresh on the pipeline',
  ],
  'broken-pipeline': [
    'payments_stream updates all fail since chen edited it',
    'none of the DLT updates go through any more',
  ],
  'idle-cluster': [
    'eu-explore has been running for five days without anybody using it',
    'nobody switched the cluster off over the weekend',
  ],
  'lost-tags': [
    'customer_360_build shows up without a team in the chargeback',
    'spend that belongs to no team keeps growing',
  ],
  'missing-rows': [
    'eu.iot.sensor_readings only has 30 percent of the usual rows',
    'two of three gateways deliver nothing, the count is far too low',
  ],
  'slow-job': [
    'churn_model_training needs nine hours instead of three',
    'the batch takes longer every day and will miss the deadline',
  ],
  'paused-schedule': [
    'the revenue job has not started since Saturday',
    'someone switched off the schedule of the nightly job and forgot it',
  ],
  'token-spree': ['25 PATs by one person within half an hour', 'a script is minting API tokens'],
  'new-admin': [
    'a contractor got admin rights at 2 am',
    'an external account was added to the administrators',
  ],
  'spilling-queries': [
    'all statements on prod-eu-serving write gigabytes to local disk',
    'the query runs out of memory since the view was edited',
  ],
  'failing-endpoint': [
    '60 percent of the requests to assistant get a 429',
    'our chatbot is being throttled',
  ],
  'failing-job': ['job red again, error in the first task', "last night's run crashed"],
  'stale-table': [
    'prod.payments.transactions has nothing newer than Sunday',
    "the dashboard shows last week's data",
  ],
  'cost-jump': ['yesterday cost us twice the normal amount', 'we are going over budget this month'],
  'price-change': ['we pay more per DBU for the same work since the first', 'SKU rate increase'],
  'queued-queries': [
    'queries sit in the queue for minutes',
    'one user floods the warehouse with statements',
  ],
  'failing-queries': [
    'half of the statements on bi-main end with an error today',
    'the BI tool gets TABLE_OR_VIEW_NOT_FOUND for its queries',
  ],
  'bad-deploy': [
    "after Tuesday's release the job does not get past the second task",
    'undo the deployment of clickstream_ingest',
  ],
  'endpoint-errors': [
    'fraud_scorer returns 500 with the new model version',
    'model server keeps crashing after the update',
  ],
  'cluster-does-not-start': [
    'cloud has no capacity, cluster cannot launch',
    'workers could not be acquired, bootstrap timed out',
  ],
  'schema-mismatch': [
    'a new column in the source breaks the stream',
    'cannot cast string to int on load since the vendor changed the file',
  ],
};

describe('a runbook', () => {
  it('is there for every kind of trouble, with all that somebody needs at night', () => {
    expect(runbooks.length).toBeGreaterThanOrEqual(20);
    expect(runbooks.map(({ id }) => id).toSorted()).toEqual(Object.keys(told).toSorted());
    for (const { steps, symptoms } of runbooks) {
      expect(symptoms.length).toBeGreaterThanOrEqual(3);
      expect(new Set(steps.map(({ section }) => section)).size).toBe(3);
      expect(steps.filter(({ text }) => /```(?:bash|sql)/.test(text)).length).toBeGreaterThan(0);
    }
  });

  it('comes first for the kind of cause that was found', async () => {
    for (const { kind, explains } of causes) {
      for (const measure of measures.filter(({ id }) => explains.includes(id))) {
        const [first] = await find({
          causes: causesOf({ causes: [{ kind, object: null }], measure: measure.noun }),
        });
        expect([kind, first?.causes.some((one) => one.split('/')[0] === kind)]).toEqual([
          kind,
          true,
        ]);
      }
    }
  });

  // What the search finds of planted incidents, and of what they show elsewhere.
  it.each([
    ['broken-pipeline', 'definition-changed', 'pipeline', 'hours since the last commit'],
    ['broken-pipeline', 'definition-changed', 'pipeline', 'failed updates'],
    ['bad-deploy', 'definition-changed', 'job', 'failed runs'],
    ['endpoint-errors', 'definition-changed', 'endpoint', 'refused or failed requests'],
    ['failing-endpoint', 'endpoint-limit', 'endpoint', 'refused or failed requests'],
    ['small-warehouse', 'compute-resized', 'warehouse', 'hours in the queue'],
    ['small-warehouse', 'compute-resized', 'warehouse', '95th percentile of query time'],
    ['queued-queries', 'load-grown', 'warehouse', 'hours in the queue'],
    ['retry-loop', 'retry-loop', 'job', 'spend'],
    ['revoked-grant', 'permission-taken', 'job', 'hours since the last commit'],
    ['paused-schedule', 'schedule-paused', 'job', 'hours since the last commit'],
    ['full-refresh', 'full-refresh', 'pipeline', 'spend'],
    ['idle-cluster', 'idle-compute', 'cluster', 'spend'],
    ['lost-tags', 'tag-lost', 'job', 'untagged spend'],
    ['failed-logins', 'principal-burst', 'address', 'failed logins'],
    ['token-spree', 'principal-burst', 'user', 'new access tokens'],
    ['bulk-read', 'principal-burst', 'user', 'data read'],
    ['new-admin', 'rights-granted', 'user', 'changes of rights'],
  ])('is %s where %s of a %s brought %s', async (id, kind, object, measure) => {
    const finding = { causes: [{ kind, object }], measure };
    expect((await find({ causes: causesOf(finding) }))[0]?.id).toBe(id);
  });

  it.each([
    ['spilling-queries', 'spilled data'],
    ['missing-rows', 'rows a day'],
    ['slow-job', 'minutes a run'],
  ])('is %s where no cause of the %s is seen', async (id, measure) => {
    expect((await find({ causes: causesOf({ causes: [], measure }) }))[0]?.id).toBe(id);
  });

  it('comes first for a measure where no cause was found', async () => {
    for (const { noun } of measures) {
      const [first] = await find({ causes: causesOf({ causes: [], measure: noun }) });
      expect([noun, first?.causes]).toEqual([noun, expect.arrayContaining([noun])]);
    }
  });

  it('is for kinds and measures that there are', () => {
    const kinds = causes.map(({ kind }) => kind);
    const nouns = measures.map(({ noun }) => noun);
    const objects = ['job', 'pipeline', 'endpoint', ...nouns];
    const unknown = runbooks
      .flatMap(({ causes: named }) => named)
      .filter((one) => {
        const [first = '', second] = one.split('/');
        return second === undefined
          ? ![...kinds, ...nouns].includes(first)
          : !(kinds.includes(first) && objects.includes(second));
      });
    expect(unknown).toEqual([]);
  });

  it('is found by what people say of the trouble, in first place', async () => {
    const missed: string[] = [];
    for (const [id, texts] of Object.entries(told))
      for (const text of texts) {
        const found = await find({ text });
        if (found[0]?.id !== id) missed.push(`${text}: ${found[0]?.id ?? 'none'}, not ${id}`);
      }
    const all = Object.keys(told).length * 2;
    expect(1 - missed.length / all, missed.join('\n')).toBeGreaterThanOrEqual(0.85);
  });

  it('is found by symptoms that were written before the search was tried on them', async () => {
    const rows = readRunbookSymptoms();
    expect(new Set(rows.map(({ runbook }) => runbook)).size).toBe(runbooks.length);
    const missed: Record<'tune' | 'check', string[]> = { tune: [], check: [] };
    for (const { symptom, runbook, part } of rows) {
      const [first] = await find({ text: symptom });
      if (first?.id !== runbook)
        missed[part].push(`${symptom}: ${first?.id ?? 'none'}, not ${runbook}`);
    }
    const share = (part: 'tune' | 'check'): number =>
      1 - missed[part].length / rows.filter((one) => one.part === part).length;
    // Those of “check” are not named: nobody should mend the search by them.
    expect(share('tune'), missed.tune.join('\n')).toBeGreaterThanOrEqual(0.85);
    expect(share('check'), `${missed.check.length} of the others`).toBeGreaterThanOrEqual(0.85);
  });

  it.each([
    // Little words that a search by words drops.
    ['Why does clickstream_ingest fail again and again?', 'retry-loop'],
    ['The import fails over and over, what now?', 'retry-loop'],
    // Many runbooks mention such words; the general one is about them.
    ['Why does the job fail?', 'failing-job'],
  ])('is found for “%s”: %s', async (question, id) => {
    const ref = { id: investigationId('0'.repeat(32)), owner: 'ann' };
    const request = { ref, question, domains: [], finding: null };
    const none = { web: null, alerts: null, dashboards: null };
    const ports = { ...none, runbooks: createRunbooks(bench.pool) };
    const { summary } = await tools.runbooks.run(ports, request, signal);
    const title = runbooks.find((one) => one.id === id)?.title ?? id;
    expect(summary.split('; ')[0]).toBe(title);
  });

  it.each([
    'Hello there!',
    'Which colour has the sky over Berlin?',
    'Please write a poem about spring and birds.',
    '',
  ])('is not found for “%s”', async (text) => {
    expect(await find({ text })).toEqual([]);
  });
});
