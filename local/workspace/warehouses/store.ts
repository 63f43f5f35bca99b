import { prodUs, warehouses } from '../../data/estate.ts';

/** The warehouse that runs Genie's statements. */
export const warehouseId = 'a1b2c3d4e5f60001';

/** Warehouses of this workspace; the data also has those of other workspaces. */
const known = warehouses
  .filter(({ workspace }) => workspace === prodUs)
  .map(({ id, name, size }) => ({
    id,
    name,
    clusterSize: `${size.slice(0, 1)}${size.slice(1).toLowerCase()}`,
    autoStopMinutes: 10,
    minClusters: 1,
    maxClusters: 1,
  }));

/** What a request may change of a warehouse. */
export type WarehouseSettings = Omit<(typeof known)[number], 'id'>;

export type WarehouseState = 'STOPPED' | 'STARTING' | 'RUNNING';
export type Warehouse = (typeof known)[number] & { readonly state: WarehouseState };

/** The warehouses and their state. */
export type Warehouses = {
  readonly list: () => readonly Warehouse[];
  readonly find: (id: string) => Warehouse | null;
  /** Milliseconds until the warehouse is running; 0 when it is. Effect: starts it when it is stopped. */
  readonly start: (id: string) => number;
  readonly stop: (id: string) => void;
  /** Effect: keeps the changes until the process ends. */
  readonly edit: (id: string, changes: Partial<WarehouseSettings>) => void;
};

/** Effect: keeps start times in memory. */
export function createWarehouses(startMs: number, isWarm: boolean): Warehouses {
  const runningFrom = new Map<string, number>(isWarm ? known.map(({ id }) => [id, 0]) : []);
  const stateOf = (id: string): WarehouseState => {
    const from = runningFrom.get(id);
    if (from === undefined) return 'STOPPED';
    return from > Date.now() ? 'STARTING' : 'RUNNING';
  };
  const edits = new Map<string, Partial<WarehouseSettings>>();
  const list = () =>
    known.map((warehouse) => ({
      ...warehouse,
      ...edits.get(warehouse.id),
      state: stateOf(warehouse.id),
    }));
  return {
    list,
    find: (id) => list().find((warehouse) => warehouse.id === id) ?? null,
    start: (id) => {
      const now = Date.now();
      const from = runningFrom.get(id) ?? now + startMs;
      runningFrom.set(id, from);
      return Math.max(0, from - now);
    },
    stop: (id) => {
      runningFrom.delete(id);
    },
    edit: (id, changes) => {
      edits.set(id, { ...edits.get(id), ...changes });
    },
  };
}
