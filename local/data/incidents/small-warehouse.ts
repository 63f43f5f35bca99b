import { dbuPerHourOf, findByName, warehouses } from '../estate.ts';
import { dayMs, floorDay, hourMs, iso, isWeekend, type World } from '../world.ts';
import type { Incident } from './incident.ts';

/** Two days before the clock, or the working day before that, so that later days still have queries. */
function shrunkMs(world: World): number {
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
  return {
    id: 'small-warehouse',
    title: 'bi-main was made smaller and its queries queue',
    domains: ['performance', 'cost'],
    from: iso(shrunkMs(world)),
    to: iso(world.nowMs),
    objects: [
      {
        kind: 'warehouse',
        id: warehouse.id,
        name: warehouse.name,
        workspaceId: warehouse.workspace.id,
      },
    ],
    sizes: [
      { name: 'rate before', value: String(dbuPerHourOf[warehouse.size]), unit: 'DBU/h' },
      { name: 'rate after', value: String(dbuPerHourOf.SMALL), unit: 'DBU/h' },
      { name: 'slowdown of execution', value: '6', unit: 'times' },
    ],
    cause: 'The size of the warehouse was set from LARGE to SMALL.',
    effects: [
      'Its statements run six times as long and wait for capacity',
      'Its spend per hour falls',
    ],
    questions: ['Which queries are slow?', 'Which warehouses are overloaded?'],
  };
}

/** A warehouse that was made smaller: it costs less and is slower. */
export const smallWarehouse: Incident = { id: 'small-warehouse', setOverrides, inject };
