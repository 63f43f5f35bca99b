import type { Config } from '../config/index.ts';
import type { FoundWorkspace } from './found-workspace.ts';

/**
 * The configured warehouse, or the first of a local workspace; null without one.
 *
 * Effect: HTTP to a local workspace where none is configured.
 */
export async function knownWarehouse(
  workspace: Pick<FoundWorkspace, 'isLocal' | 'spaces'>,
  { warehouseId }: Pick<Config['databricks'], 'warehouseId'>,
): Promise<string | null> {
  if (warehouseId !== null || !workspace.isLocal) return warehouseId;
  const [first] = await workspace.spaces.warehouses().catch(() => []);
  return first?.id ?? null;
}
