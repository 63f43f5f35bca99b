import { dbuPerHourOf, findByName, warehouses } from '../estate.ts';
import { dayMs, floorDay, hourMs, iso, isWeekend, type World } from '../world.ts';
import { recordWarehouseEdit } from '../settings.ts';
import { warehouseAt } from '../warehouse-versions.ts';
import type { Incident } from './incident.ts';
import { figure, objectOf } from './objects.ts';

const by = 'farid@example.com';

/** Two days before the clock, or the working day before that, so that later days still have queries. */
export function shrunkMs(world: World): number {
  let day = floorDay(world.nowMs) - 2 * dayMs;
  while (isWeekend(day)) day -= dayMs;
  return day + 9 * hourMs;
}

function setOverrides(world: World): void {
  const warehouse = findByName(warehouses, 'bi-main');
  world.overrides.shrunkWarehouses.set(warehouse.id, {
    fromMs: shrunkMs(world),
    size: 'SMALL',
    slowdown: 6,
  });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const warehouse = findByName(warehouses, 'bi-main');
  const change = { atMs: shrunkMs(world), by };
  recordWarehouseEdit(world, change, warehouse, warehouseAt(world, warehouse, change.atMs));
  return {
    id: 'small-warehouse',
    title: 'bi-main was made smaller and its queries queue',
    domains: ['performance', 'cost'],
    from: iso(shrunkMs(world)),
    to: iso(world.nowMs),
    objects: [objectOf('warehouse', warehouse)],
    sizes: [
      { name: 'rate before', value: String(dbuPerHourOf[warehouse.size]), unit: 'DBU/h' },
      { name: 'rate after', value: String(dbuPerHourOf.SMALL), unit: 'DBU/h' },
      { name: 'slowdown of execution', value: '6', unit: 'times' },
    ],
    cause: `${by} set the size of the warehouse from LARGE to SMALL.`,
    visible: {
      is: 'cause',
      words: ['size', 'smaller', 'small'],
      objects: [objectOf('warehouse', warehouse)],
      who: by,
      at: iso(shrunkMs(world)),
      howMuch: [
        figure('size before', warehouse.size, 'size'),
        figure('size after', 'SMALL', 'size'),
        figure('rate before', dbuPerHourOf[warehouse.size], 'DBU/h'),
        figure('rate after', dbuPerHourOf.SMALL, 'DBU/h'),
      ],
    },
    unseen: null,
    effects: [
      'Its statements run six times as long and wait for capacity',
      'Its spend per hour falls',
    ],
    questions: ['Which queries are slow?', 'Which warehouses are overloaded?'],
  };
}

/** A warehouse that was made smaller: it costs less and is slower. */
export const smallWarehouse: Incident = { id: 'small-warehouse', setOverrides, inject };
