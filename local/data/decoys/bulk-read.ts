import { recordRead } from '../audit.ts';
import { findByName, prodUs, warehouses } from '../estate.ts';
import { daysBefore, namedObject } from '../incidents/objects.ts';
import { recordQuery } from '../queries.ts';
import { dayMs, iso, minuteMs, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'auditor@example.com';
const tableName = 'prod.hr.salaries';
const reads = 150;

function read(world: World, startMs: number): void {
  recordRead(world, prodUs, tableName, by, startMs + 500);
  recordQuery(world, {
    warehouse: findByName(warehouses, 'adhoc'),
    startMs,
    index: 'weekly audit',
    user: by,
    status: 'FINISHED',
    text: `SELECT * FROM ${tableName}`,
    error: null,
    app: 'Power BI',
    executionMs: 15_000,
    waitMs: 0,
    cached: false,
    spilled: 0,
    readBytes: 60_000_000_000,
    readRows: 4_000_000,
    producedRows: 1000,
    readFiles: 400,
    cachePercent: 0,
  });
}

function inject(world: World): ReturnType<Decoy['inject']> {
  const atMs = daysBefore(world, 3, 3.5);
  for (let weekMs = atMs; weekMs >= world.startMs; weekMs -= 7 * dayMs)
    for (let index = 0; index < reads; index += 1) read(world, weekMs + index * minuteMs * 0.5);
  return {
    id: 'bulk-read',
    confusion: 'an auditor who reads as much every week',
    at: iso(atMs),
    never: { who: by, objects: [namedObject('user', by)], words: ['read', 'quer'] },
    why: 'The auditor reads that much in every week of the data.',
  };
}

/** The weekly read of an auditor, larger than the incident and in the same night. */
export const bulkReadDecoy: Decoy = { id: 'bulk-read', inject };
