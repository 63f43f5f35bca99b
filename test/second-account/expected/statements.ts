import { warehouseNow } from '../compute.ts';
import { type Statement, statements } from '../queries.ts';
import { dateOf, within } from '../tell.ts';
import { lately } from './ask.ts';
import { placed } from './performance.ts';

export const gb = 1_000_000_000;
export const onWarehouse = ({ warehouse }: Statement): boolean => warehouse !== null;
export const finished = ({ status }: Statement): boolean => status === 'FINISHED';
/** A cancelled statement did not fail. */
export const failed = ({ status }: Statement): boolean => status === 'FAILED';
export const worked = (one: Statement): boolean => finished(one) && !one.cached;

export const asked = statements.filter(({ from }) => within(from, lately));
export const ofWarehouses = asked.filter(onWarehouse);

export const where = (one: Statement) => ({ ...placed(one), warehouse_id: one.warehouse });
export const named = (one: Statement) => ({
  ...where(one),
  warehouse_name: warehouseNow(one.workspace, one.warehouse)?.name ?? null,
});
export const ofDay = ({ from }: Statement) => ({ day: dateOf(from) });
