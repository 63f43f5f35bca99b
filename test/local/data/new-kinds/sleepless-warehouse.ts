import { findByName, warehouses } from '../../../../local/data/estate.ts';
import type { Incident } from '../../../../local/data/incidents/incident.ts';
import { daysBefore, figure, objectOf } from '../../../../local/data/incidents/objects.ts';
import { centsAt } from '../../../../local/data/prices.ts';
import { recordWarehouseEdit } from '../../../../local/data/settings.ts';
import { recordUsage } from '../../../../local/data/usage.ts';
import { addWarehouseVersion, warehouseAt } from '../../../../local/data/warehouse-versions.ts';
import { dayMs, hourMs, iso, isWeekend, type World } from '../../../../local/data/world.ts';

const by = 'dina@example.com';
const days = 4;
/** Units of a night hour, in ten-thousandths. */
const perHour = 120_000;

function inject(world: World): ReturnType<Incident['inject']> {
  const warehouse = findByName(warehouses, "analysts' sandbox | shared");
  const atMs = daysBefore(world, days + 1, 15.3);
  const now = { ...warehouseAt(world, warehouse, atMs), atMs, stopsAfterMinutes: 0 };
  addWarehouseVersion(world, warehouse, now);
  recordWarehouseEdit(world, { atMs, by }, warehouse, now);
  let hours = 0;
  for (let startMs = daysBefore(world, days); startMs < world.nowMs; startMs += hourMs) {
    const hour = (startMs % dayMs) / hourMs;
    const [open, close] = isWeekend(startMs) ? [10, 13] : [7, 18];
    if (hour >= open && hour < close) continue;
    hours += 1;
    recordUsage(world, {
      workspace: warehouse.workspace,
      product: 'SQL',
      startMs,
      endMs: startMs + hourMs,
      quantity: perHour,
      metadata: { warehouse_id: warehouse.id },
      team: warehouse.team,
      runAs: null,
      ownedBy: 'ana@example.com',
    });
  }
  const usdOf = (some: number) =>
    (some * perHour * centsAt(world, 'SQL', world.nowMs, 'list')) / 1e6;
  return {
    id: 'sleepless-warehouse',
    title: `${warehouse.name} stops no more and is paid for at night`,
    domains: ['cost'],
    from: iso(daysBefore(world, days)),
    to: iso(world.nowMs),
    objects: [objectOf('warehouse', warehouse)],
    sizes: [{ name: 'more hours', value: String(hours), unit: 'h' }],
    cause: `${by} switched off the automatic stop of the warehouse.`,
    visible: {
      is: 'cause',
      words: ['stop'],
      objects: [objectOf('warehouse', warehouse)],
      who: by,
      at: iso(atMs),
      howMuch: [
        figure('extra list cost', usdOf(hours), 'USD', 0.2),
        figure('extra list cost of a day', usdOf(hours / days), 'USD', 0.3),
        figure('more hours', hours, 'h', 0.2),
      ],
    },
    unseen: null,
    effects: ['It costs money at night and runs no statement then'],
    questions: [
      `Why does the warehouse ${warehouse.name} cost so much more this week?`,
      'Why did SQL warehouse spend go up since Saturday?',
    ],
  };
}

/** A warehouse whose automatic stop is switched off. */
export const sleeplessWarehouse: Incident = { id: 'sleepless-warehouse', inject };
