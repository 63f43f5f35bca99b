import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject } from './objects.ts';

const tableName = 'eu.iot.sensor_readings';
const share = 0.3;
const days = 5;

function setOverrides(world: World): void {
  world.overrides.shrunkTables.set(tableName, { fromMs: daysBefore(world, days), share });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const from = iso(daysBefore(world, days));
  const scans = world.facts.scans.filter((scan) => scan.table === tableName && scan.at >= from);
  const rows = scans.at(-1)?.rows ?? 0;
  return {
    id: 'missing-rows',
    title: `${tableName} gets a third of its rows`,
    domains: ['quality'],
    from,
    to: iso(world.nowMs),
    objects: [namedObject('table', tableName)],
    sizes: [
      { name: 'rows of a usual day', value: String(share * 100), unit: 'percent' },
      { name: 'incomplete scans', value: String(scans.length), unit: 'scans' },
    ],
    cause: 'Two of three sensor gateways stopped sending.',
    visible: {
      is: 'driver',
      words: ['row'],
      objects: [namedObject('table', tableName)],
      who: null,
      at: from,
      howMuch: [
        figure('rows of a usual day', share * 100, 'percent', 0.1),
        figure('fewer rows than on a usual day', (1 - share) * 100, 'percent', 0.1),
        figure('rows of a day', rows, 'rows', 0.1),
      ],
    },
    unseen: 'Two of three sensor gateways stopped sending.',
    effects: ['The table is incomplete though it is fresh'],
    questions: ['Which tables got fewer rows than expected?', 'Which tables are unhealthy?'],
  };
}

/** A table that is updated on time but lacks rows. */
export const missingRows: Incident = { id: 'missing-rows', setOverrides, inject };
