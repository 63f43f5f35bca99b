import { accountPrices, listPrice } from '../prices.ts';
import { answersBy, count, dateOf, daysOf, isWeekend, percent, sum, t } from '../tell.ts';
import type { Usage } from '../usage.ts';
import { dana, lab, prod, workspaceName } from '../workspaces.ts';
import { ask, before, days, type Expectations, times, type Window } from './ask.ts';
import { all, compared, dollars, inWorkspace, money, unpriced, usageIn, whole } from './money.ts';

const teamOf = (one: Usage) => ({ team: one.tags?.['team'] ?? null });

const owned = (one: Usage) => accountPrices[one.sku] ?? null;
const ownCost = (one: Usage) => (owned(one) ?? 0) * one.quantity;
const hasBoth = (one: Usage) => owned(one) !== null && listPrice(one.sku, one.from) !== null;

function shareOf(group: readonly Usage[]) {
  return { ...money(group), cost_percent: percent(dollars(group), dollars(all)) };
}
const ownerOf = ({ identity }: Usage) => ({
  owner: identity?.run_as ?? identity?.owned_by ?? identity?.created_by ?? null,
});

export const cost: Expectations = {
  'cost/contract_spend': [
    ask(
      answersBy(
        all,
        ({ product }) => ({ product }),
        (group) => {
          const both = group.filter(hasBoth);
          return {
            account_cost_usd: sum(group, ownCost),
            discount_usd: dollars(both) - sum(both, ownCost),
            discount_percent: percent(dollars(both) - sum(both, ownCost), dollars(both)),
            unpriced_quantity: sum(group, (one) => (hasBoth(one) ? 0 : one.quantity)),
          };
        },
      ),
      days(whole),
    ),
  ],
  'cost/corrections': [
    ask(
      answersBy(
        usageIn([t('11-06'), t('11-07')], ({ workspace }) => workspace === prod),
        (one) => ({ ...inWorkspace(one), usage_date: '2026-11-06' }),
        (group) => ({
          original_usd: dollars(group.filter(({ record }) => record === undefined)),
          restated_usd: dollars(group.filter(({ record }) => record === 'RESTATEMENT')),
          net_usd: dollars(group),
        }),
      ),
      days(whole),
    ),
  ],
  'cost/month_to_date': [
    ask(
      [
        {
          month_start: '2026-11-01',
          through_date: '2026-11-17',
          days: 17,
          list_cost_usd: dollars(usageIn([t('11-01'), t('11-18')])),
          previous_cost_usd: dollars(usageIn([t('10-01'), t('10-18')])),
        },
      ],
      days(whole),
    ),
  ],
  'cost/price_changes': [
    ask(
      [
        {
          sku_name: 'PREMIUM_ALL_PURPOSE_COMPUTE',
          cloud: 'AWS',
          changed_at: t('11-10'),
          old_price_usd: 0.55,
          new_price_usd: 0.6,
        },
        {
          sku_name: 'PREMIUM_SERVERLESS_SQL_COMPUTE_EU_FRANKFURT',
          cloud: 'AWS',
          changed_at: t('11-01'),
          old_price_usd: 0.9,
          new_price_usd: 0.5,
        },
        {
          sku_name: 'PREMIUM_SERVERLESS_SQL_COMPUTE_EU_FRANKFURT',
          cloud: 'AWS',
          changed_at: t('11-15'),
          old_price_usd: 0.5,
          new_price_usd: 0.9,
        },
      ],
      times([t('10-20'), t('11-18')]),
    ),
  ],
  'cost/serverless_share': [
    ask(
      answersBy(all, inWorkspace, (group) => {
        const serverless = dollars(group.filter((one) => one.serverless === true));
        return {
          serverless_usd: serverless,
          classic_usd: dollars(group) - serverless,
          serverless_percent: percent(serverless, dollars(group)),
          unpriced_quantity: unpriced(group),
        };
      }),
      days(whole),
    ),
  ],
  'cost/spend_by_day': [
    ask(
      answersBy(all, (one) => ({ usage_date: dateOf(one.from) }), money),
      days(whole),
    ),
    ask(
      answersBy(
        usageIn(whole, ({ workspace }) => workspace === lab),
        (one) => ({ usage_date: dateOf(one.from) }),
        money,
      ),
      { ...days(whole), workspace: workspaceName(lab) ?? '' },
    ),
  ],
  'cost/spend_by_owner': [
    ask(answersBy(all, ownerOf, shareOf), days(whole)),
    ask(
      answersBy(
        all.filter((one) => ownerOf(one).owner === dana),
        ownerOf,
        shareOf,
      ),
      { ...days(whole), owner: dana },
    ),
  ],
  'cost/spend_by_product': [
    ask(
      answersBy(
        all,
        ({ product, serverless }) => ({ product, is_serverless: serverless === true }),
        money,
      ),
      days(whole),
    ),
  ],
  'cost/spend_by_sku': [
    ask(
      compared(whole, (one) => ({ ...inWorkspace(one), sku_name: one.sku })),
      days(whole),
    ),
  ],
  'cost/spend_by_team': [ask(answersBy(all, teamOf, shareOf), days(whole))],
  'cost/spend_by_week': [
    ask(
      ['10-12', '10-19', '10-26', '11-02', '11-09'].map((monday) => {
        const week: Window = [t(monday), t(monday) + 7 * 86_400_000];
        return {
          week_start: `2026-${monday}`,
          list_cost_usd: dollars(usageIn(week)),
          previous_cost_usd: dollars(usageIn(before(week))),
          unpriced_quantity: unpriced(usageIn(week)),
        };
      }),
      days([t('10-12'), t('11-18')]),
    ),
  ],
  'cost/spend_by_workspace': [ask(answersBy(all, inWorkspace, shareOf), days(whole))],
  'cost/tag_coverage': [
    ask(
      answersBy(all, inWorkspace, (group) => {
        const tagged = dollars(group.filter((one) => one.tags?.['team'] !== undefined));
        return {
          tagged_cost_usd: tagged,
          untagged_cost_usd: dollars(group) - tagged,
          tagged_percent: percent(tagged, dollars(group)),
        };
      }),
      { ...days(whole), tag_name: 'team' },
    ),
  ],
  'cost/team_growth': [ask(compared(whole, teamOf), days(whole))],
  'cost/weekend_spend': [
    ask(
      [true, false].map((weekend) => {
        const part = usageIn(whole, ({ from }) => isWeekend(from) === weekend);
        const length = count(daysOf(whole), (day) => isWeekend(day) === weekend);
        return { days: length, ...money(part), daily_cost_usd: dollars(part) / length };
      }),
      days(whole),
    ),
  ],
};
