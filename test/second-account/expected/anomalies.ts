import { dateOf, dayMs, daysOf, mean, quantile, t } from '../tell.ts';
import { usage } from '../usage.ts';
import { gone, lab, prod, workspaceName } from '../workspaces.ts';
import { ask, days, type Expectations, fortnight, type Window } from './ask.ts';
import { dollars, usageIn } from './money.ts';

const costOn = (workspace: string, day: number): number =>
  dollars(usageIn([day, day + dayMs], (one) => one.workspace === workspace));
const median = (values: readonly number[]): number => quantile(values, 0.5);

const firstDayOf = (workspace: string): number =>
  Math.min(
    ...usage.filter((one) => one.workspace === workspace).map(({ from }) => from - (from % dayMs)),
  );

/** The day against the same weekdays of the five weeks before, in spreads of these weeks' days. */
function judged(workspace: string, day: number) {
  const cost = costOn(workspace, day);
  // Before its first usage a workspace did not spend nothing: it was not known.
  const past = daysOf([Math.max(day - 35 * dayMs, firstDayOf(workspace)), day]);
  const sameWeekdays = (of: number): number[] =>
    past.filter((one) => (of - one) % (7 * dayMs) === 0).map((one) => costOn(workspace, one));
  const usual = median(sameWeekdays(day));
  const distances = past.map((one) => Math.abs(costOn(workspace, one) - median(sameWeekdays(one))));
  const spread = Math.max(median(distances), 0.05 * usual, 1);
  return {
    workspace_id: workspace,
    workspace_name: workspaceName(workspace),
    usage_date: dateOf(day),
    list_cost_usd: cost,
    mean_usd: mean(sameWeekdays(day)),
    usual_usd: usual,
    deviations: (cost - usual) / spread,
  };
}

const known = (workspace: string, day: number): boolean =>
  firstDayOf(workspace) <= day - 14 * dayMs;

const weekCosts = [0, 1, 2, 3].map((week) => {
  const from = t('10-20') + week * 7 * dayMs;
  const one: Window = [from, from + 7 * dayMs];
  return dollars(usageIn(one));
});

const spent = dollars(usageIn([t('11-01'), t('11-17')]));
const withPace = (week: number): number => spent + (week / 7) * 14;

export const anomalies: Expectations = {
  'cost/month_end': [
    ask(
      [
        {
          month_start: '2026-11-01',
          days_so_far: 16,
          days_left: 14,
          spent_usd: spent,
          daily_mean_usd: mean(weekCosts) / 7,
          projected_usd: withPace(mean(weekCosts)),
          low_usd: withPace(Math.min(...weekCosts)),
          high_usd: withPace(Math.max(...weekCosts)),
        },
      ],
      days([t('10-20'), t('11-17')]),
    ),
  ],
  'cost/spend_anomalies': [
    ask(
      [prod, lab, gone]
        .flatMap((workspace) =>
          daysOf(fortnight)
            .filter((day) => known(workspace, day))
            .map((day) => judged(workspace, day)),
        )
        .filter(({ deviations }) => Math.abs(deviations) > 3),
      { ...days(fortnight), min_deviations: 3 },
    ),
  ],
  'cost/spend_forecast': [
    ask(
      [
        {
          month_start: '2026-12-01',
          days_in_month: 31,
          whole_weeks: 4,
          daily_mean_usd: mean(weekCosts) / 7,
          projected_usd: (mean(weekCosts) / 7) * 31,
          low_usd: (Math.min(...weekCosts) / 7) * 31,
          high_usd: (Math.max(...weekCosts) / 7) * 31,
          unpriced_quantity: 7,
        },
      ],
      days([t('10-20'), t('11-17')]),
    ),
  ],
};
