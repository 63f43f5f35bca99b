import { findByName, warehouses } from '../estate.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { recordWarehouseEdit } from '../settings.ts';
import { addWarehouseVersion } from '../warehouse-versions.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'ana@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const warehouse = findByName(warehouses, 'prod-eu-serving');
  const atMs = daysBefore(world, 5, 17.5);
  const now = { size: warehouse.size, stopsAfterMinutes: 45 };
  addWarehouseVersion(world, warehouse, { atMs, ...now });
  recordWarehouseEdit(world, { atMs, by }, warehouse, now);
  return {
    id: 'spilling-warehouse',
    confusion: 'a change on the right object that has no such effect',
    at: iso(atMs),
    never: {
      who: by,
      objects: [objectOf('warehouse', warehouse)],
      words: ['edit', 'stop', 'size'],
    },
    why: 'The warehouse is as large as before; it only stops later.',
  };
}

/** A later stop of the warehouse, the evening before its statements spill. */
export const spillingWarehouseDecoy: Decoy = { id: 'spilling-warehouse', inject };
