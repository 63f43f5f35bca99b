import { defineCause } from './cause.ts';
import { costSeries, priceChanges } from './checks.ts';
import { meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import { msOf, numberOf } from './symptom/rows.ts';
import type { Row } from './symptom/rows.ts';

/** A price per unit of usage is that of a SKU when both changed by the same factor, within this share. */
const tolerance = 0.05;

const unitPrice = (rows: readonly Row[]): number | null => {
  const sum = (name: string): number =>
    rows.reduce((all, row) => all + (numberOf(row, name) ?? 0), 0);
  const quantity = sum('usage_quantity');
  return quantity <= 0 ? null : sum('list_cost_usd') / quantity;
};

/** A new list price of what the object uses. */
export const priceChanged = defineCause({
  kind: 'price-changed',
  noun: 'a change of price',
  explains: ['cost'],
  on: null,
  isRoot: true,
  checks: (symptom, nowMs) => [priceChanges(symptom, nowMs), costSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const own = rowsOfObject(look(costSeries(nowMs)), symptom.object, 'object_id');
    const now = rowsWithin(own, symptom, 'usage_date');
    const days = { fromDay: symptom.fromDay - 28, toDay: symptom.fromDay - 1 };
    const [after, before] = [unitPrice(now), unitPrice(rowsWithin(own, days, 'usage_date'))];
    const quantity = meanBefore(own, symptom, 'usage_date', 'usage_quantity');
    if (after === null || before === null || before === 0 || quantity === null) return [];
    const used = now.reduce((all, row) => all + (numberOf(row, 'usage_quantity') ?? 0), 0);
    return look(priceChanges(symptom, nowMs)).flatMap((row) => {
      const [old, next] = [numberOf(row, 'old_price_usd'), numberOf(row, 'new_price_usd')];
      if (old === null || next === null || old === 0) return [];
      const isSame = Math.abs(after / before / (next / old) - 1) <= tolerance;
      return [
        {
          objects: [symptom.object],
          atMs: msOf(row, 'changed_at'),
          edge: isSame ? 'what a unit of its usage costs' : null,
          fits: next > old === symptom.sign > 0,
          share: Math.abs(((after - before) * used) / (symptom.observed - symptom.usual)),
          say: ({ cell }) =>
            `the list price of ${cell(row, 'sku_name')} changed from ${cell(row, 'old_price_usd')} to ${cell(row, 'new_price_usd')} on ${cell(row, 'changed_at')}, with the same usage`,
        },
      ];
    });
  },
  actions: {
    now: 'Check whether your contract has the new price too: list prices are not what you pay.',
    thisWeek: 'Work out what the new price costs in a month.',
    thisMonth: 'Move what can move to a SKU that costs less.',
  },
});
