import type { Config } from '../config/index.ts';
import type { KeepingStore } from '../domain/keeping.ts';
import type { MemoryStore } from '../domain/memory-port.ts';
import type { WorkStore } from '../domain/worker-ports.ts';
import { createDeltaMemory } from './databricks-sql/memory.ts';
import { createDeltaMemoryStore } from './databricks-sql/memory-store.ts';
import { openTables } from './databricks-sql/open.ts';
import { withDeltaKeeping, withDeltaMemory } from './databricks-sql/work-store.ts';
import { createKeepingStore } from './postgres/memory-keeping.ts';
import { createMemoryStore } from './postgres/memory.ts';
import type { Pool } from './postgres/pool.ts';
import { createUnsaved } from './postgres/unsaved.ts';
import { createWorkStore } from './postgres/work-store.ts';

/** The stores that have to do with memory, over the place where it lies. */
export type MemoryStores = {
  readonly work: WorkStore;
  readonly owned: MemoryStore;
  readonly keeping: KeepingStore;
  readonly close: () => Promise<void>;
};

/**
 * Creates the stores over PostgreSQL, and over Delta tables where memory lies there.
 *
 * Effect: none until they are used.
 *
 * @throws {Error} When a setting is missing, with what to do.
 */
export function memoryStores(
  config: Pick<Config, 'databricks' | 'memory'>,
  pool: Pool,
): MemoryStores {
  const owned = createMemoryStore(pool);
  const keeping = createKeepingStore(pool);
  const opened = openTables(config);
  if (opened === null) {
    return { work: createWorkStore(pool), owned, keeping, close: () => Promise.resolve() };
  }
  const { driver, tables } = opened;
  const memory = createDeltaMemory(driver, tables);
  const unsaved = createUnsaved(pool);
  return {
    work: withDeltaMemory(createWorkStore(pool, false), unsaved, memory),
    owned: createDeltaMemoryStore(owned, unsaved, memory),
    keeping: withDeltaKeeping(keeping, unsaved, memory),
    close: driver.close,
  };
}
