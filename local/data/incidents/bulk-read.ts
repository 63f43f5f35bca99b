import { recordAudit, recordRead } from '../audit.ts';
import { findByName, prodUs, warehouses } from '../estate.ts';
import { recordQuery } from '../queries.ts';
import { iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject, objectOf } from './objects.ts';

const email = 'gita@example.com';
const ip = '203.0.113.200';
const targets = ['prod.hr.salaries', 'prod.payments.cards', 'prod.sales.customers'] as const;
const statements = 90;
const bytesEach = 40_000_000_000;
const downloads = 12;

const actor = { workspace: prodUs, email, ip, refusal: null };

function statement(world: World, index: number, startMs: number): void {
  const table = targets[index % targets.length] ?? targets[0];
  const params = { full_name_arg: table };
  const tableLookup = { service: 'unityCatalog', action: 'getTable', params };
  recordAudit(world, { ...actor, ...tableLookup, atMs: startMs });
  recordRead(world, prodUs, table, email, startMs + 500);
  recordQuery(world, {
    warehouse: findByName(warehouses, 'adhoc'),
    startMs,
    index: 'bulk-read',
    user: email,
    status: 'FINISHED',
    text: `SELECT * FROM ${table}`,
    error: null,
    app: 'dbt',
    executionMs: 20_000,
    waitMs: 0,
    cached: false,
    spilled: 0,
    readBytes: bytesEach,
    readRows: 4_000_000,
    producedRows: 1_000_000,
    readFiles: 400,
    cachePercent: 0,
  });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const fromMs = daysBefore(world, 3, 1);
  for (let index = 0; index < statements; index += 1)
    statement(world, index, fromMs + index * minuteMs);
  const download = { service: 'databrickssql', action: 'downloadQueryResult' };
  for (let index = 0; index < downloads; index += 1)
    recordAudit(world, {
      ...actor,
      ...download,
      atMs: fromMs + index * minuteMs + 30_000,
      params: { fileType: 'csv' },
    });
  return {
    id: 'bulk-read',
    title: `${email} read personal data in bulk at night`,
    domains: ['security', 'performance'],
    from: iso(fromMs),
    to: iso(fromMs + statements * minuteMs),
    objects: [
      namedObject('user', email),
      namedObject('address', ip),
      ...targets.map((target) => namedObject('table', target)),
      objectOf('warehouse', findByName(warehouses, 'adhoc')),
    ],
    sizes: [
      { name: 'statements', value: String(statements), unit: 'queries' },
      { name: 'read', value: String((statements * bytesEach) / 1e9), unit: 'GB' },
      { name: 'downloads', value: String(downloads), unit: 'downloads' },
    ],
    cause: 'A user nobody knew read three tables with personal data, from an address outside.',
    visible: {
      is: 'cause',
      words: ['read', 'quer', 'statement', 'scan', 'download'],
      objects: [
        namedObject('user', email),
        namedObject('address', ip),
        ...targets.map((target) => namedObject('table', target)),
      ],
      who: email,
      at: iso(fromMs),
      howMuch: [
        figure('statements', statements, 'queries', 0.1),
        figure('statements on each table', statements / targets.length, 'queries', 0.1),
        figure('read', (statements * bytesEach) / 1e9, 'GB', 0.1),
        figure('downloads', downloads, 'downloads', 0.1),
      ],
    },
    unseen: 'What the data was wanted for.',
    effects: ['Read volume of the night is many times the usual', 'Query results were downloaded'],
    questions: [
      'Who read sensitive data?',
      'Who read a table for the first time?',
      'Who read unusually much data?',
      'Who downloaded query results?',
    ],
  };
}

/** Many reads in a short time that look like data exfiltration, three nights before the clock. */
export const bulkRead: Incident = { id: 'bulk-read', inject };
