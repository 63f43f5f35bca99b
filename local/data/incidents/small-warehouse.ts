import { dbuPerHourOf, known, warehouses } from '../estate.ts';
import { dayMs, floorDay, hourMs, iso, isWeekend, type World } from '../world.ts';
import type { Incident } from './incident.ts';

/** The last working day but one before the clock, so that the days after it hold queries. */
function shrunkMs(world: World): number {
  let day = floorDay(world.nowMs) - 2 * dayMs;
  while (isWeekend(day)) day -= dayMs;
  return day + 9 * hourMs;
}

function bend(world: World): void {
  const warehouse = known(warehouses, 'bi-main');
  world.bends.shrunkWarehouses.set(warehouse.id, {
    fromMs: shrunkMs(world),
    size: 'SMALL',
    slowdown: 6,
  });
}

function plant(world: World): ReturnType<Incident['plant']> {
  const warehouse = known(warehouses, 'bi-main');
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

/** A warehouse resized down: cheaper, and slow. */
export const smallWarehouse: Incident = { id: 'small-warehouse', bend, plant };
