import type { UsageDayFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { inWindow, micros, usd } from '../ledger.ts';
import { checks, total } from './check.ts';

type Use = UsageDayFact;
const dayMs = 86_400_000;
const usdOf = (uses: readonly Use[]) =>
  usd(uses.reduce((sum, use) => sum + micros(use.costUsd), 0n));
const dollars = (uses: readonly Use[]) => Number(usdOf(uses));
/** Mean daily cost of each of the four weeks that end on the 17th, in order. */
const runRates = (ledger: Ledger) =>
  [0, 1, 2, 3].map((back) => {
    const end = Date.parse('2026-11-18') - back * 7 * dayMs;
    const uses = ledger.usageByDay.filter(
      (use) => Date.parse(use.usageDate) < end && Date.parse(use.usageDate) >= end - 7 * dayMs,
    );
    return dollars(uses) / 7;
  });
const december = (ledger: Ledger, pick: (rates: number[]) => number) => ({
  '2026-12-01': 31 * pick(runRates(ledger)),
});
const fourWeeks = { from_date: '2026-10-21', to_date: '2026-11-18' };
const mean = (values: readonly number[]) => total(values, (value) => value) / values.length;

const monthDays = (ledger: Ledger, start: string, end: string) =>
  usdOf(ledger.usageByDay.filter((use) => inWindow(use.usageDate, start, end)));
/** What is spent, and 13 more days. */
const november = (ledger: Ledger, pick: (rates: number[]) => number) => ({
  '2026-11-01': Number(monthDays(ledger, '2026-11-01', '2026-11-18')) + 13 * pick(runRates(ledger)),
});

export const costOfMonthsChecks = [
  ...checks(
    'cost/spend_forecast',
    'month_start',
    {
      projected_usd: (ledger) => december(ledger, mean),
      low_usd: (ledger) => december(ledger, (rates) => Math.min(...rates)),
      high_usd: (ledger) => december(ledger, (rates) => Math.max(...rates)),
      whole_weeks: () => ({ '2026-12-01': 4 }),
    },
    fourWeeks,
  ),
  ...checks(
    'cost/month_end',
    'month_start',
    {
      spent_usd: (ledger) => ({ '2026-11-01': monthDays(ledger, '2026-11-01', '2026-11-18') }),
      days_left: () => ({ '2026-11-01': 13 }),
      projected_usd: (ledger) => november(ledger, mean),
      low_usd: (ledger) => november(ledger, (rates) => Math.min(...rates)),
      high_usd: (ledger) => november(ledger, (rates) => Math.max(...rates)),
    },
    fourWeeks,
  ),
  ...checks('cost/month_to_date', 'month_start', {
    list_cost_usd: (ledger) => ({ '2026-11-01': monthDays(ledger, '2026-11-01', '2026-11-18') }),
    // The data begin on 19 October, so that what lies before it is no part of the comparison.
    previous_cost_usd: (ledger) => ({
      '2026-11-01': monthDays(ledger, '2026-10-01', '2026-10-18'),
    }),
    days: () => ({ '2026-11-01': 17 }),
  }),
];
