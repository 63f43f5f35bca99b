import { findByName, warehouses } from '../estate.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, objectOf } from './objects.ts';

const days = 4;
const bytes = 6_000_000_000;

function setOverrides(world: World): void {
  const { id } = findByName(warehouses, 'prod-eu-serving');
  world.overrides.spillingWarehouses.set(id, { fromMs: daysBefore(world, days), bytes });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const warehouse = findByName(warehouses, 'prod-eu-serving');
  const from = iso(daysBefore(world, days));
  const spilling = world.facts.queries.filter(
    (query) => query.warehouseId === warehouse.id && query.at >= from,
  );
  return {
    id: 'spilling-warehouse',
    title: 'Every statement on prod-eu-serving spills to disk',
    domains: ['performance'],
    from,
    to: iso(world.nowMs),
    objects: [objectOf('warehouse', warehouse)],
    sizes: [
      { name: 'statements', value: String(spilling.length), unit: 'queries' },
      { name: 'more spilled bytes of each', value: String(bytes / 1e9), unit: 'GB' },
    ],
    cause: 'A view lost its join condition.',
    visible: {
      is: 'driver',
      words: ['spill', 'memory'],
      objects: [objectOf('warehouse', warehouse)],
      who: null,
      at: from,
      howMuch: [
        figure('more spilled by each statement', bytes / 1e9, 'GB', 0.1),
        figure('spilled', (spilling.length * bytes) / 1e9, 'GB', 0.15),
        figure('spilled of a day', (spilling.length * bytes) / 1e9 / days, 'GB', 0.25),
        figure('statements', spilling.length, 'queries', 0.1),
      ],
    },
    unseen: 'A view lost its join condition.',
    effects: ['Statements spill though their warehouse is as large as before'],
    questions: ['Which queries spill to disk?', 'Should we resize a warehouse?'],
  };
}

/** A warehouse whose statements need more memory than it has and spill to disk. */
export const spillingWarehouse: Incident = { id: 'spilling-warehouse', setOverrides, inject };
