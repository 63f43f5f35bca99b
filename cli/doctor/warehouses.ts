import type { ListedSpace } from '../../adapters/databricks/inspector.ts';
import { ok, skipped, warn } from './check.ts';
import type { Checker, Done, Seen } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';

export type WithWarehouse = SignedIn & { readonly warehouseId: string };

/**
 * Whether statements may run on the warehouses of the spaces, and on the one that is set for new
 * spaces. A GET is not enough: who may look at a warehouse need not be one who may use it.
 *
 * Effect: a GET and a `select 1` for each; starts one that is stopped.
 */
export async function checkWarehouses(
  { after }: Checker,
  configured: string | null,
  signedIn: Promise<Done<SignedIn>>,
  spaces: readonly Promise<Done<ListedSpace>>[],
): Promise<Done<WithWarehouse>> {
  const found = await Promise.all(spaces);
  const ofSpaces = found.flatMap(({ value }) => value?.warehouseId ?? []);
  const ids = [...new Set([...ofSpaces, ...(configured === null ? [] : [configured])])];
  const otherwise = 'Look at it under SQL, Warehouses, and look again.';
  const about = { id: 'warehouses', title: 'Warehouses', otherwise, patience: 1.6 };
  const [space] = found;
  if (ids.length === 0 && space !== undefined) {
    const need = { ...space.row, title: 'a Genie space with a warehouse' };
    return { row: skipped(about, need), value: null };
  }
  return after(signedIn, about, async (signedInAs, signal) => {
    const tried = await Promise.all(ids.map((id) => tryOne(signedInAs, id, signal)));
    const worst =
      tried.find(({ status }) => status === 'fail') ??
      tried.find(({ status }) => status === 'warn');
    const usable = ids.find((_, n) => tried[n]?.status === 'ok');
    return {
      ...(worst ?? { status: 'ok' }),
      detail: tried.map((one) => one.detail).join(' '),
      // One that works is enough to look at tables.
      ...(usable === undefined ? {} : { value: { ...signedInAs, warehouseId: usable } }),
    };
  });
}

function tryOne(
  { inspector, caller }: SignedIn,
  id: string,
  signal: AbortSignal,
): Promise<Seen<never>> {
  const look = async (): Promise<Seen<never>> => {
    const { name, state } = await inspector.warehouse(id, signal);
    const tried = await inspector.run(id, 'select 1', signal);
    if (tried.ended === 'badly') throw new Error(tried.message);
    if (tried.ended === 'waiting') {
      return warn(`${name} (${id}) was ${state} and is starting.`, 'Look again in a minute.');
    }
    const woken = state === 'RUNNING' ? '' : `, and was ${state}: a statement starts it`;
    return ok(`${name} (${id}) may be used${woken}.`);
  };
  const [use, there] = [{ of: 'use', warehouseId: id }, { of: 'warehouse' }] as const;
  return orRefused(caller, use, look, there);
}
