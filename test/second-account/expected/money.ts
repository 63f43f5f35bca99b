import { listPrice } from '../prices.ts';
import { type Answer, answersBy, sum, within } from '../tell.ts';
import { type Usage, usage } from '../usage.ts';
import { workspaceName } from '../workspaces.ts';
import { before, fortnight, type Window } from './ask.ts';

/** Null where the SKU has no price. */
export function costOf(one: Usage): number | null {
  const price = listPrice(one.sku, one.from);
  return price === null ? null : price * one.quantity;
}
export const dollars = (group: readonly Usage[]): number => sum(group, (one) => costOf(one) ?? 0);
export const unpriced = (group: readonly Usage[]): number =>
  sum(group, (one) => (costOf(one) === null ? one.quantity : 0));
export const money = (group: readonly Usage[]): Answer => ({
  list_cost_usd: dollars(group),
  unpriced_quantity: unpriced(group),
});
export const usageIn = (window: Window, is: (one: Usage) => boolean = () => true): Usage[] =>
  usage.filter((one) => within(one.from, window) && is(one));

/** Whose usage it is: a classic pipeline's and a job's compute is theirs, not that of a cluster. */
export function objectOf({ about, product }: Usage): Answer {
  const found = (
    [
      ['pipeline', 'dlt_pipeline_id'],
      ['job', 'job_id'],
      ['warehouse', 'warehouse_id'],
      ['endpoint', 'endpoint_name'],
      ['cluster', 'cluster_id'],
    ] as const
  ).find(([, field]) => about[field] !== undefined);
  if (found === undefined) return { object_kind: 'other', object_id: null };
  const [kind, field] = found;
  return {
    object_kind: product === 'VECTOR_SEARCH' ? 'vector search endpoint' : kind,
    object_id: about[field] ?? null,
  };
}

/** The window of most questions about money. */
export const whole = fortnight;
export const all = usageIn(whole);
export const inWorkspace = ({ workspace }: Usage) => ({
  workspace_id: workspace,
  workspace_name: workspaceName(workspace),
});

/** Cost of a window and of the stretch before it, of whatever has usage in either. */
export function compared(window: Window, key: (one: Usage) => Record<string, string | null>) {
  const both = usageIn([before(window)[0], window[1]]);
  return answersBy(both, key, (group) => {
    const now = group.filter(({ from }) => within(from, window));
    const then = group.filter(({ from }) => within(from, before(window)));
    return {
      list_cost_usd: dollars(now),
      previous_cost_usd: dollars(then),
      change_usd: dollars(now) - dollars(then),
    };
  });
}
