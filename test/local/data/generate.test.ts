import { createHash } from 'node:crypto';
import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
  stat,
  truncate,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { buildApart } from '../../../local/data/build-apart.ts';
import { buildData } from '../../../local/data/build.ts';
import { generate, generatorVersion } from '../../../local/data/generate.ts';
import { incidents } from '../../../local/data/incidents/index.ts';
import { systemTables, type TableName } from '../../../local/data/schema.ts';
import { openEngine } from '../../../local/workspace/sql/engine.ts';

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
    expect({ [generatorVersion]: digestOf(first) }).toEqual({ '12': '9e5e207c24664ba3' });
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

describe('built data', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'health-monitor-data-'));
  afterAll(() => rm(cacheDir, { recursive: true }));

  test('is built once by two concurrent builds, which leave no temporary files', async () => {
    const build = () => buildData({ ...options, days: 2, cacheDir });
    const built = await Promise.all([build(), build()]);
    expect(new Set(built.map((data) => data.file)).size).toBe(1);
    expect((await readdir(join(cacheDir, 'data'))).toSorted()).toEqual([
      `1-2026-11-18T000000000Z-${generatorVersion}-2d.duckdb`,
      `1-2026-11-18T000000000Z-${generatorVersion}-2d.truth.json`,
    ]);
    const engine = await openEngine(built[0].file);
    const { rows } = await engine.run('select count(*) from system.billing.usage', [], nowMs);
    engine.close();
    const usage = generate({ ...options, days: 2 }).rows.get('billing.usage');
    expect(rows).toEqual([[String(usage?.length)]]);
  });

  test('removes old temporary files of killed builds, but no recent ones', async () => {
    const temporary = (letter: string) =>
      join(cacheDir, 'data', `x.${letter.repeat(8)}-1111-1111-1111-111111111111.duckdb`);
    for (const letter of ['a', 'b']) await writeFile(temporary(letter), '');
    await utimes(temporary('a'), 0, 0);
    await buildData({ seed: 1, nowMs, days: 1, cacheDir });
    const left = (await readdir(join(cacheDir, 'data'))).filter((name) => name.startsWith('x.'));
    expect(left).toEqual([`x.bbbbbbbb-1111-1111-1111-111111111111.duckdb`]);
  });

  test('removes data that nobody has used for days, but not what was opened since', async () => {
    const old = new Date(Date.now() - 10 * 86_400_000);
    const built = [];
    for (const days of [3, 4]) {
      built.push(await buildData({ seed: 2, nowMs, days, cacheDir }));
      for (const path of Object.values(built.at(-1) ?? {})) await utimes(path, old, old);
    }
    await buildData({ seed: 2, nowMs, days: 4, cacheDir });
    await buildData({ seed: 2, nowMs, days: 5, cacheDir });
    const left = await readdir(join(cacheDir, 'data'));
    const ofSeed = left
      .filter((name) => name.startsWith('2-'))
      .map((name) => name.split('-').at(-1));
    expect(ofSeed).toEqual(['4d.duckdb', '4d.truth.json', '5d.duckdb', '5d.truth.json']);
  });

  test.each([
    ['duckdb', ''],
    ['duckdb', null],
    ['truth.json', '{"seed": 1'],
  ])('is built again when the cache has a %s file that cannot be used: %j', async (kind, text) => {
    const build = () => buildData({ seed: 1, nowMs, days: 1, cacheDir });
    const { file, truthFile } = await build();
    const truth = await readFile(truthFile, 'utf8');
    const spoilt = file.replace(/duckdb$/, kind);
    if (text === null) await truncate(spoilt, (await stat(spoilt)).size / 2);
    else await writeFile(spoilt, text);
    await build();
    expect(await readFile(truthFile, 'utf8')).toBe(truth);
    const engine = await openEngine(file);
    const { rows } = await engine.run('select count(*) > 0 from system.billing.usage', [], nowMs);
    engine.close();
    expect(rows).toEqual([['true']]);
  });

  test('is built in a process of its own, which tells how far it is and why it failed', async () => {
    const lines: string[] = [];
    const apart = {
      seed: 3,
      nowMs,
      days: 1,
      cacheDir,
      onProgress: (line: string) => lines.push(line),
    };
    const { file } = await buildApart(apart);
    expect(lines).toContain('making the data');
    expect(await buildData(apart)).toMatchObject({ file });
    const notAFolder = { ...apart, cacheDir: file };
    await expect(buildApart(notAFolder)).rejects.toThrow(/making the data ended with 1/);
  });

  test('is read from the cache the next time', async () => {
    const lines: string[] = [];
    await buildData({ ...options, days: 2, cacheDir, onProgress: (line) => lines.push(line) });
    expect(lines).toEqual([]);
  });
});
