import type { ListedSpace } from '../../adapters/databricks/inspector.ts';
import { ok, skipped, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';

export type WithWarehouse = SignedIn & { readonly warehouseId: string };

/**
 * Whether we may run statements on the warehouses of the spaces, and on the one that is set for new
 * spaces. A GET is not enough: the permission to see a warehouse is not the one to use it.
 *
 * Effect: a GET and a `select 1` for each; starts one that is stopped.
 */
export async function checkWarehouses(
  { after }: Checker,
  configured: string | null,
  signedIn: Promise<Checked<SignedIn>>,
  spaces: readonly Promise<Checked<ListedSpace>>[],
): Promise<Checked<WithWarehouse>> {
  const found = await Promise.all(spaces);
  const ofSpaces = found.flatMap(({ value }) => value?.warehouseId ?? []);
  const ids = [...new Set([...ofSpaces, ...(configured === null ? [] : [configured])])];
  const defaultHint = 'Open it under SQL Warehouses, then run the doctor again.';
  const info = { id: 'warehouses', title: 'Warehouses', defaultHint, timeoutFactor: 1.6 };
  const [space] = found;
  if (ids.length === 0 && space !== undefined) {
    const need = { ...space.row, title: 'a Genie space with a warehouse' };
    return { row: skipped(info, need), value: null };
  }
  return after(signedIn, info, async (signedInAs, signal) => {
    const tried = await Promise.all(ids.map((id) => tryOne(signedInAs, id, signal)));
    const worst =
      tried.find(({ status }) => status === 'fail') ??
      tried.find(({ status }) => status === 'warn');
    const usable = ids.find((_, n) => tried[n]?.status === 'ok');
    return {
      ...(worst ?? { status: 'ok' }),
      detail: tried.map((one) => one.detail).join(' '),
      // One that works is enough to check tables.
      ...(usable === undefined ? {} : { value: { ...signedInAs, warehouseId: usable } }),
    };
  });
}

function tryOne(
  { inspector, caller }: SignedIn,
  id: string,
  signal: AbortSignal,
): Promise<Finding<never>> {
  const run = async (): Promise<Finding<never>> => {
    const { name, state } = await inspector.warehouse(id, signal);
    const tried = await inspector.run(id, 'select 1', signal);
    if (tried.state === 'failed') throw new Error(tried.message);
    if (tried.state === 'running') {
      return warn(
        `${name} (${id}) was ${state} and is starting.`,
        'Run the doctor again in a minute.',
      );
    }
    const woken = state === 'RUNNING' ? '' : `; it was ${state} and was started`;
    return ok(`${name} (${id}) can be used${woken}.`);
  };
  const [permission, existence] = [
    { kind: 'use', warehouseId: id },
    { kind: 'warehouse' },
  ] as const;
  return orRefused(caller, permission, run, existence);
}
