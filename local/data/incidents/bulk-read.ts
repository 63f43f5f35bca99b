import { bookAudit, bookRead } from '../audit.ts';
import { known, prodUs, warehouses } from '../estate.ts';
import { bookQuery } from '../queries.ts';
import { iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, namedObject, objectOf } from './objects.ts';

const email = 'gita@example.com';
const ip = '203.0.113.200';
const targets = ['prod.hr.salaries', 'prod.payments.cards', 'prod.sales.customers'] as const;
const statements = 90;
const bytesEach = 40_000_000_000;
const downloads = 12;

const person = { workspace: prodUs, email, ip, refusal: null };

function statement(world: World, index: number, startMs: number): void {
  const table = targets[index % targets.length] ?? targets[0];
  const params = { full_name_arg: table };
  const look = { service: 'unityCatalog', action: 'getTable', params };
  bookAudit(world, { ...person, ...look, atMs: startMs });
  bookRead(world, prodUs, table, email, startMs + 500);
  bookQuery(world, {
    warehouse: known(warehouses, 'adhoc'),
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

function plant(world: World): ReturnType<Incident['plant']> {
  const fromMs = daysBefore(world, 3, 1);
  for (let index = 0; index < statements; index += 1)
    statement(world, index, fromMs + index * minuteMs);
  const download = { service: 'databrickssql', action: 'downloadQueryResult' };
  for (let index = 0; index < downloads; index += 1)
    bookAudit(world, {
      ...person,
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
      objectOf('warehouse', known(warehouses, 'adhoc')),
    ],
    sizes: [
      { name: 'statements', value: String(statements), unit: 'queries' },
      { name: 'read', value: String((statements * bytesEach) / 1e9), unit: 'GB' },
      { name: 'downloads', value: String(downloads), unit: 'downloads' },
    ],
    cause: 'A user nobody knew read three tables with personal data, from an address outside.',
    effects: ['Read volume of the night is many times the usual', 'Query results were downloaded'],
    questions: [
      'Who read sensitive data?',
      'Who read a table for the first time?',
      'Who read unusually much data?',
      'Who downloaded query results?',
    ],
  };
}

/** An exfiltration-like burst of reads, three nights before the clock. */
export const bulkRead: Incident = { id: 'bulk-read', plant };
