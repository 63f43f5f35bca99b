import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { generate, generatorVersion } from '../../../local/data/generate.ts';
import { incidents } from '../../../local/data/incidents/index.ts';
import { systemTables, type TableName } from '../../../local/data/schema.ts';

vi.setConfig({ testTimeout: 30_000 });

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const options = { seed: 1, nowMs, days: 12 };
const made = generate(options);
/** As long as the data of a local workspace. */
const quarter = generate({ ...options, days: 90 });
const plain = (seed: number, days = options.days) => {
  const { rows, truth } = generate({ ...options, seed, days });
  return JSON.stringify({ rows: [...rows], truth });
};
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const first = plain(1);
const rowSet = (chosen: typeof incidents) =>
  new Set(
    [...generate({ ...options, days: 7, incidents: chosen }).rows].flatMap(([table, rows]) =>
      rows.map((row) => `${table} ${JSON.stringify(row)}`),
    ),
  );

describe('the generator', () => {
  test('generates equal rows and equal truth for an equal seed and clock', () => {
    expect(digestOf(plain(1))).toBe(digestOf(first));
  });

  test('has a new version when the rows change, so that old caches are not used', () => {
    expect({ [generatorVersion]: digestOf(first) }).toEqual({ '14': '1333c682d5c5c6e1' });
  });

  test('generates other rows for another seed', () => {
    expect(plain(2, 1)).not.toBe(plain(1, 1));
  });

  test('writes only columns that exist in the tables', () => {
    for (const [table, rows] of made.rows) {
      const known = new Set(Object.keys(systemTables[table]));
      const unknown = rows.flatMap((row) =>
        Object.keys(row).filter((column) => !known.has(column)),
      );
      expect([table, ...new Set(unknown)]).toEqual([table]);
    }
  });

  test('writes rows into every table', () => {
    const { rows } = made;
    expect(
      (Object.keys(systemTables) as TableName[]).filter(
        (table) => (rows.get(table) ?? []).length === 0,
      ),
    ).toEqual([]);
  });

  test('writes no job run that ends after the clock', () => {
    const late = (made.rows.get('lakeflow.job_run_timeline') ?? []).filter(
      (row) => String(row['period_end_time']) > '2026-11-18T00:00:00.000Z',
    );
    expect(late).toEqual([]);
  });

  const shortOptions = { ...options, days: 7 };
  const all = rowSet(incidents);
  const truths = generate(shortOptions).truth.incidents;

  test.each(incidents.map((incident) => [incident.id, incident] as const))(
    'changes no other rows when the incident %s is left out',
    (id, incident) => {
      const without = rowSet(incidents.filter((other) => other !== incident));
      const truth = truths.find((one) => one.id === id);
      const words = (truth?.objects ?? []).flatMap((object) =>
        object.kind === 'table'
          ? [object.name, `"${object.name.split('.').at(-1) ?? ''}"`]
          : object.kind === 'endpoint'
            ? [object.id, `"name":"${object.name}"`]
            : [object.id],
      );
      const belongsToIncident = (row: string) => words.some((word) => row.includes(word));
      expect([...without].filter((row) => !all.has(row) && !belongsToIncident(row))).toEqual([]);
      expect([...all].filter((row) => !without.has(row) && !belongsToIncident(row))).toEqual([]);
      expect([...all].some((row) => !without.has(row))).toBe(true);
    },
  );

  test('has at least fifteen incidents, six of them in several domains', () => {
    const inSeveralDomains = made.truth.incidents.filter((incident) => incident.domains.length > 1);
    expect(made.truth.incidents.length).toBeGreaterThanOrEqual(15);
    expect(inSeveralDomains.length).toBeGreaterThanOrEqual(6);
  });

  test('includes difficult cases: split and repaired runs, corrections, a price change, older job versions, missing tags', () => {
    const { rows } = made;
    const runs = rows.get('lakeflow.job_run_timeline') ?? [];
    const results = new Map<unknown, Set<unknown>>();
    for (const run of runs)
      results.set(
        run['run_id'],
        (results.get(run['run_id']) ?? new Set()).add(run['result_state']),
      );
    expect(runs.some((run) => run['result_state'] === null)).toBe(true);
    expect(
      [...results.values()].some(
        (states) =>
          states.has('SUCCEEDED') &&
          [...states].some(
            (state) => state === 'FAILED' || state === 'ERROR' || state === 'TIMED_OUT',
          ),
      ),
    ).toBe(true);
    const usage = rows.get('billing.usage') ?? [];
    expect(new Set(usage.map((row) => row['record_type']))).toEqual(
      new Set(['ORIGINAL', 'RETRACTION', 'RESTATEMENT']),
    );
    expect(usage.some((row) => row['custom_tags'] === null)).toBe(true);
    expect(
      (rows.get('billing.list_prices') ?? []).some((row) => row['price_end_time'] !== null),
    ).toBe(true);
    const jobIds = (rows.get('lakeflow.jobs') ?? []).map((row) => String(row['job_id']));
    expect(new Set(jobIds).size).toBeLessThan(jobIds.length);
  });

  test('states the time range, objects, sizes and questions of each incident', () => {
    for (const incident of made.truth.incidents) {
      expect(Date.parse(incident.to)).toBeGreaterThan(Date.parse(incident.from));
      expect(
        incident.questions.length * incident.sizes.length * incident.objects.length,
      ).toBeGreaterThan(0);
    }
  });

  test('states what system tables show of each cause: who acted stands in an audit event of that time', () => {
    const causes = made.truth.incidents.map(({ id, visible, unseen }) => ({ id, visible, unseen }));
    expect(causes.filter(({ visible }) => visible.is === 'driver').map(({ id }) => id)).toEqual([
      'missing-rows',
      'slow-job',
      'spilling-warehouse',
    ]);
    for (const { id, visible, unseen } of causes) {
      expect([id, visible.objects.length > 0, visible.howMuch.length > 0]).toEqual([
        id,
        true,
        true,
      ]);
      expect([id, visible.is === 'cause' || unseen !== null]).toEqual([id, true]);
      const acts = made.truth.ledger.audits.filter(
        (event) =>
          event.user === visible.who &&
          Math.abs(Date.parse(event.at) - Date.parse(visible.at)) <= 5000,
      );
      expect([id, visible.who === null || acts.length > 0]).toEqual([id, true]);
    }
  });

  test.each([
    ['databrickssql', 'editWarehouse', 'id', 'a1b2c3d4e5f60003'],
    ['jobs', 'update', 'job_id', '88120102'],
    ['clusters', 'edit', 'cluster_id', '0101-000000-prodeu'],
    ['deltaPipelines', 'edit', 'id', '5b0c7a10-0001-4e2f-8a11-90d1c2b3a401'],
    ['deltaPipelines', 'startUpdate', 'pipeline_id', '5b0c7a10-0002-4e2f-8a11-90d1c2b3a402'],
    [
      'serverlessRealTimeInference',
      'putInferenceEndpointAiGateway',
      'name',
      '4010000000000001/assistant',
    ],
    ['unityCatalog', 'updateTables', 'full_name_arg', 'prod.sales.orders'],
  ])('%s %s happens to other objects too, on other days', (service, action, parameter, guilty) => {
    const events = (quarter.rows.get('access.audit') ?? []).filter(
      (row) => row['service_name'] === service && row['action_name'] === action,
    );
    const others = events.filter((row) => {
      const params = row['request_params'] as Readonly<Record<string, string>>;
      const named = params[parameter];
      return (
        named !== undefined && ![named, `${String(row['workspace_id'])}/${named}`].includes(guilty)
      );
    });
    expect(new Set(others.map((row) => row['event_date'])).size).toBeGreaterThan(2);
  });
});

describe('ordinary weeks', () => {
  test.each([1, 2, 3, 4, 5])('of seed %i have no incident, and their harmless changes', (seed) => {
    const { rows, truth } = generate({ ...options, seed, days: 28, incidents: [] });
    expect([truth.incidents, truth.decoys]).toEqual([[], []]);
    const changes = truth.ledger.audits.filter(({ action }) => /^(edit|update)/.test(action));
    expect(changes.length).toBeGreaterThan(10);
    const text = JSON.stringify([...rows]);
    for (const { visible } of made.truth.incidents)
      if (visible.who?.endsWith('example.com') === false || visible.objects[0]?.kind === 'address')
        expect(text).not.toContain(visible.who ?? visible.objects[0]?.name);
  });
});
