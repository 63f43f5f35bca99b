import { findByName, prodEu, warehouses } from '../estate.ts';
import { objectOf } from '../incidents/objects.ts';
import { shrunkMs } from '../incidents/small-warehouse.ts';
import { recordWarehouseEdit } from '../settings.ts';
import { addWarehouseVersion } from '../warehouse-versions.ts';
import { dayMs, iso, minuteMs, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'emeka@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const other = findByName(warehouses, 'bi-main');
  const namesake = { ...other, workspace: prodEu, id: 'a1b2c3d4e5f60015' };
  const atMs = shrunkMs(world) - 20 * minuteMs;
  const stopsAfterMinutes = 10;
  const firstMs = world.startMs - 90 * dayMs;
  addWarehouseVersion(world, namesake, { atMs: firstMs, size: 'LARGE', stopsAfterMinutes });
  addWarehouseVersion(world, namesake, { atMs, size: 'SMALL', stopsAfterMinutes });
  recordWarehouseEdit(world, { atMs, by }, namesake, { size: 'SMALL', stopsAfterMinutes });
  return {
    id: 'small-warehouse',
    confusion: 'a change on a namesake in another workspace',
    at: iso(atMs),
    never: { who: by, objects: [objectOf('warehouse', namesake)], words: ['size', 'small'] },
    why: 'The warehouse of the same name in prod-eu runs no statement.',
  };
}

/** A warehouse of the same name in another workspace, made smaller a little earlier. */
export const smallWarehouseDecoy: Decoy = { id: 'small-warehouse', inject };
