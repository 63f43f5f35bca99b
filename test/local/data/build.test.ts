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
import type { Planted } from '../../../local/data/planted.ts';
import type { Truth } from '../../../local/data/truth.ts';
import { openEngine } from '../../../local/workspace/sql/engine.ts';

vi.setConfig({ testTimeout: 30_000 });

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const options = { seed: 1, nowMs, days: 12 };

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

  test('is another data set for every choice of incidents and decoys, and the usual one for all', async () => {
    const build = (planted: Planted) =>
      buildData({ seed: 4, nowMs, days: 3, cacheDir, ...planted });
    const choices = [
      {},
      { incidents: ['none'] },
      { incidents: ['retry-loop'] },
      { decoys: ['all'] },
      { decoys: ['retry-loop'] },
    ];
    const built = [];
    for (const choice of choices) built.push(await build(choice));
    expect(new Set(built.map(({ file }) => file)).size).toBe(choices.length);
    expect(await build({ incidents: ['all'], decoys: ['none'] })).toEqual(built[0]);
    const truths = await Promise.all(
      built.map(async ({ truthFile }) => JSON.parse(await readFile(truthFile, 'utf8')) as Truth),
    );
    const idsOf = ({ incidents: on, decoys }: Truth) => [on.length, decoys.map(({ id }) => id)];
    const every = truths[0]?.incidents.map(({ id }) => id);
    expect(truths.map(idsOf)).toEqual([
      [16, []],
      [0, []],
      [1, []],
      [16, every],
      [16, ['retry-loop']],
    ]);
  });

  test('is read from the cache the next time', async () => {
    const lines: string[] = [];
    await buildData({ ...options, days: 2, cacheDir, onProgress: (line) => lines.push(line) });
    expect(lines).toEqual([]);
  });
});
