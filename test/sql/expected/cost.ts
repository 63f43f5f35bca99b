import type { UsageDayFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { from, inWindow, micros, previousFrom, sums, usd } from '../ledger.ts';
import { checks, distinct, each, grouped, percentile, total } from './check.ts';
import { successions } from './versions.ts';

type Use = UsageDayFact;
const dayMs = 86_400_000;
const cost = (use: Use) => micros(use.costUsd);
const costOf = (uses: readonly Use[]) => uses.reduce((sum, use) => sum + cost(use), 0n);
const usdOf = (uses: readonly Use[]) => usd(costOf(uses));
const dollars = (uses: readonly Use[]) => Number(usdOf(uses));
const week = (ledger: Ledger) => ledger.usageByDay.filter((use) => inWindow(use.usageDate));
const before = (ledger: Ledger) =>
  ledger.usageByDay.filter((use) => inWindow(use.usageDate, previousFrom, from));
const workspace = (use: Use) => use.workspaceId;
const owner = (use: Use) => use.owner ?? '';
const team = (use: Use) => use.team ?? '';
const object = (use: Use) => `${use.workspaceId}/${use.kind}/${use.objectId}`;
const ofKind = (kind: string) => (ledger: Ledger) =>
  week(ledger).filter((use) => use.kind === kind);
const byObject = (kind: string) => (ledger: Ledger) =>
  sums(ofKind(kind)(ledger), (use) => `${use.workspaceId}/${use.objectId}`, cost);
const isServerless = (use: Use) => use.product !== 'ALL_PURPOSE';
const percent = (part: readonly Use[], whole: readonly Use[]) =>
  (100 * dollars(part)) / dollars(whole);

function mondayOf(date: string): string {
  const ms = Date.parse(date);
  const back = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - back * dayMs).toISOString().slice(0, 10);
}
const inWeeks = (ledger: Ledger, shift: number) =>
  Object.fromEntries(
    ['2026-10-26', '2026-11-02', '2026-11-09'].map((monday) => {
      const start = new Date(Date.parse(monday) - shift * 7 * dayMs).toISOString().slice(0, 10);
      return [monday, usdOf(ledger.usageByDay.filter((use) => mondayOf(use.usageDate) === start))];
    }),
  );
const threeWeeks = { from_date: '2026-10-26', to_date: '2026-11-18' };

/** The days from the first one of the data, and what a workspace spent on each. */
const spentOn = (uses: readonly Use[]) => {
  const byDay = each(uses, (use) => use.usageDate, dollars);
  const first = Date.parse(Object.keys(byDay).toSorted()[0] ?? '');
  return Array.from({ length: (Date.parse('2026-11-17') - first) / dayMs }, (_, index) => {
    const date = new Date(first + index * dayMs).toISOString().slice(0, 10);
    return { date, weekday: index % 7, cost: byDay[date] ?? 0 };
  });
};
const median = (values: readonly number[]) => percentile(values, 0.5);

/** Usage of the last two hours before the clock has not arrived, so that the 17th is not judged. */
function unusualDays(ledger: Ledger): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [workspaceId, uses] of grouped(ledger.usageByDay, workspace)) {
    const days = spentOn(uses);
    for (const [index, { date, weekday, cost: spent }] of days.entries()) {
      if (!inWindow(date)) continue;
      const before = days.slice(Math.max(0, index - 35), index);
      const usual = (day: number) =>
        median(before.filter((one) => one.weekday === day).map((one) => one.cost));
      const distance = median(before.map((one) => Math.abs(one.cost - usual(one.weekday))));
      const spread = Math.max(1.4826 * distance, 0.05 * usual(weekday), 1);
      const deviations = (spent - usual(weekday)) / spread;
      if (Math.abs(deviations) > 3) found[`${workspaceId}/${date}`] = deviations;
    }
  }
  return found;
}

const fourWeeks = { from_date: '2026-10-21', to_date: '2026-11-18' };
const isWeekend = (use: Use) => [0, 6].includes(new Date(use.usageDate).getUTCDay());
const partOf = (use: Use) => (isWeekend(use) ? 'weekend' : 'working day');
const lastFourWeeks = (ledger: Ledger) =>
  ledger.usageByDay.filter((use) => inWindow(use.usageDate, '2026-10-21'));
const ofType = (ledger: Ledger, type: string) => {
  const corrected = new Set(
    week(ledger)
      .filter((use) => use.recordType !== 'ORIGINAL')
      .map((use) => `${use.workspaceId}/${use.usageDate}`),
  );
  const uses = week(ledger).filter((use) => corrected.has(`${use.workspaceId}/${use.usageDate}`));
  return each(
    uses,
    (use) => `${use.workspaceId}/${use.usageDate}`,
    (group) => usdOf(group.filter((use) => type === 'net' || use.recordType === type)),
  );
};
const everything = { from_date: '2026-01-01', to_date: '2026-12-01' };

/** What of each object's cost lies in the week and in the one before, and what is made of both. */
function driven(ledger: Ledger, value: (now: bigint, then: bigint) => bigint) {
  return each([...week(ledger), ...before(ledger)], object, (uses) =>
    usd(
      value(
        costOf(uses.filter((use) => inWindow(use.usageDate))),
        costOf(uses.filter((use) => inWindow(use.usageDate, previousFrom, from))),
      ),
    ),
  );
}

/** Prices that followed another one, with the one before. */
const priceChanges = (ledger: Ledger) =>
  successions(
    ledger.prices.map((price) => ({ ...price, at: price.from })),
    (price) => `${price.sku}/${price.cloud}`,
  ).map((change) => ({ ...change, name: `${change.after.sku}/${change.after.cloud}` }));

export const costChecks = [
  ...checks('cost/spend_drivers', 'workspace_id object_kind object_id', {
    list_cost_usd: (ledger) => driven(ledger, (now) => now),
    previous_cost_usd: (ledger) => driven(ledger, (_, then) => then),
    change_usd: (ledger) => driven(ledger, (now, then) => now - then),
  }),
  ...checks('cost/spend_by_workspace', 'workspace_id', {
    list_cost_usd: (ledger) => sums(week(ledger), workspace, cost),
    cost_percent: (ledger) => each(week(ledger), workspace, (part) => percent(part, week(ledger))),
  }),
  ...checks(
    'cost/spend_by_week',
    'week_start',
    {
      list_cost_usd: (ledger) => inWeeks(ledger, 0),
      previous_cost_usd: (ledger) => inWeeks(ledger, 1),
    },
    threeWeeks,
  ),
  ...checks('cost/untagged_spend', 'workspace_id object_kind object_id', {
    untagged_cost_usd: (ledger) =>
      sums(
        week(ledger).filter((use) => use.team === null),
        object,
        cost,
      ),
  }),
  ...checks('cost/tag_coverage', 'workspace_id', {
    tagged_cost_usd: (ledger) =>
      each(week(ledger), workspace, (uses) => usdOf(uses.filter((use) => use.team !== null))),
    tagged_percent: (ledger) =>
      each(week(ledger), workspace, (uses) =>
        percent(
          uses.filter((use) => use.team !== null),
          uses,
        ),
      ),
  }),
  ...checks('cost/spend_by_owner', 'owner', {
    list_cost_usd: (ledger) => sums(week(ledger), owner, cost),
  }),
  ...checks('cost/spend_anomalies', 'workspace_id usage_date', { deviations: unusualDays }),
  ...checks('cost/contract_spend', 'product', {
    list_cost_usd: (ledger) => sums(week(ledger), (use) => use.product, cost),
    account_cost_usd: (ledger) =>
      sums(
        week(ledger),
        (use) => use.product,
        (use) => micros(use.accountUsd),
      ),
  }),
  ...checks('cost/cluster_costs', 'workspace_id cluster_id', {
    list_cost_usd: byObject('cluster'),
  }),
  ...checks('cost/warehouse_costs', 'workspace_id warehouse_id', {
    list_cost_usd: byObject('warehouse'),
  }),
  ...checks(
    'cost/job_cost_by_day',
    'workspace_id usage_date',
    {
      list_cost_usd: (ledger) =>
        sums(
          ledger.jobCostByDay.filter(
            (row) =>
              inWindow(row.usageDate) && row.jobId === '88120045' && row.workspaceId.endsWith('1'),
          ),
          (row) => `${row.workspaceId}/${row.usageDate}`,
          (row) => micros(row.costUsd),
        ),
    },
    { job: 'payments_ledger_sync' },
  ),
  ...checks('cost/endpoint_costs', 'workspace_id endpoint_name', {
    list_cost_usd: byObject('endpoint'),
    output_tokens: (ledger) =>
      each(
        ledger.endpointDays.filter((day) => inWindow(day.date)),
        (day) => `${day.workspaceId}/${day.endpoint}`,
        (days) => total(days, (day) => day.outputTokens),
      ),
  }),
  ...checks('cost/pipeline_costs', 'workspace_id pipeline_id', {
    list_cost_usd: byObject('pipeline'),
  }),
  ...checks('cost/corrections', 'workspace_id usage_date', {
    original_usd: (ledger) => ofType(ledger, 'ORIGINAL'),
    retracted_usd: (ledger) => ofType(ledger, 'RETRACTION'),
    restated_usd: (ledger) => ofType(ledger, 'RESTATEMENT'),
    net_usd: (ledger) => ofType(ledger, 'net'),
  }),
  ...checks('cost/serverless_share', 'workspace_id', {
    serverless_usd: (ledger) =>
      each(week(ledger), workspace, (uses) => usdOf(uses.filter(isServerless))),
    serverless_percent: (ledger) =>
      each(week(ledger), workspace, (uses) => percent(uses.filter(isServerless), uses)),
  }),
  ...checks(
    'cost/price_changes',
    'sku_name cloud',
    {
      old_price_usd: (ledger) =>
        Object.fromEntries(priceChanges(ledger).map(({ name, before }) => [name, before.usd])),
      new_price_usd: (ledger) =>
        Object.fromEntries(priceChanges(ledger).map(({ name, after }) => [name, after.usd])),
    },
    { from_time: '2026-10-19T00:00:00Z' },
  ),
  ...checks('cost/team_growth', 'team', {
    list_cost_usd: (ledger) => sums(week(ledger), team, cost),
    previous_cost_usd: (ledger) => sums(before(ledger), team, cost),
  }),
  ...checks(
    'cost/weekend_spend',
    'part_of_week',
    {
      list_cost_usd: (ledger) => sums(lastFourWeeks(ledger), partOf, cost),
      days: (ledger) =>
        each(lastFourWeeks(ledger), partOf, (uses) => distinct(uses, (use) => use.usageDate)),
    },
    fourWeeks,
  ),
  ...checks(
    'cost/expensive_runs',
    'workspace_id job_id run_id',
    {
      list_cost_usd: (ledger) => {
        const runs = ledger.runs.map((run): [string, string] => [
          `${run.workspaceId}/${run.jobId}/${run.runId}`,
          run.listCostUsd,
        ]);
        const [dearest] = runs.toSorted(([, left], [, right]) => Number(right) - Number(left));
        return Object.fromEntries(dearest === undefined ? [] : [dearest]);
      },
    },
    { ...everything, top_n: '1' },
  ),
  ...checks('cost/spend_by_product', 'product is_serverless', {
    list_cost_usd: (ledger) =>
      sums(week(ledger), (use) => `${use.product}/${String(isServerless(use))}`, cost),
    unpriced_quantity: (ledger) =>
      sums(
        week(ledger),
        (use) => `${use.product}/${String(isServerless(use))}`,
        (use) => (ledger.prices.some(({ sku }) => sku === use.skuName) ? 0n : micros(use.quantity)),
      ),
  }),
  ...checks('cost/spend_by_team', 'team', {
    list_cost_usd: (ledger) => sums(week(ledger), team, cost),
  }),
];
