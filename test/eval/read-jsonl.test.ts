import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DomainNames } from '../../eval/case.ts';
import { readJsonl } from '../../eval/read-jsonl.ts';
import { suiteNamed, suites } from '../../eval/suites.ts';

const folder = mkdtempSync(join(tmpdir(), 'health-monitor-datasets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const Row = z.strictObject({ id: z.string(), domains: DomainNames });
const good = '{"id":"a","domains":["cost"]}';

function read(...lines: readonly string[]): readonly { id: string }[] {
  const file = join(folder, 'some.jsonl');
  writeFileSync(file, lines.join('\n'));
  return readJsonl(file, Row, ({ id }) => id);
}

describe('a data set', () => {
  test('is read line by line, without its empty lines', () => {
    expect(read(good, '', '{"id":"b","domains":[]}', '').map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test.each([
    ['broken JSON', '{"id":"b",', 'some.jsonl, line 3: no valid JSON'],
    ['an unknown domain', '{"id":"b","domains":["costs"]}', 'some.jsonl, line 3: domains.0: '],
    ['a missing field', '{"id":"b"}', 'some.jsonl, line 3: domains: '],
    ['an unknown field', '{"id":"b","domains":[],"domain":1}', 'some.jsonl, line 3: row: '],
    ['an id that is taken', '{"id":"a","domains":[]}', 'line 3: id: a is that of line 1'],
  ])('with %s is refused with its line', (_, line, message) => {
    expect(() => read(good, '', line)).toThrow(message);
  });
});

describe('the suites', () => {
  const labelled = Object.entries(suites).filter(([name]) => name !== 'feedback');
  test.each(labelled)('%s has questions, each once', (_, { cases }) => {
    const ids = cases([]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(9);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('probe is small enough for any workspace, and has every domain', () => {
    const cases = suites.probe.cases();
    expect(cases.length).toBeLessThanOrEqual(20);
    const named = new Set(cases.map(({ certified }) => certified?.split('/')[0]));
    expect(named.size).toBe(6);
  });

  test('plain has more than 200 questions, those of no domain among them', () => {
    const cases = suites.plain.cases();
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const isNone = ({ route }: (typeof cases)[number]) =>
      route !== null && 'exactly' in route && route.exactly[0]?.length === 0;
    expect(cases.filter(isNone).length).toBeGreaterThan(5);
  });

  test('an unknown one has no name', () => {
    expect(suiteNamed('toString')).toBeNull();
    expect(suiteNamed('probe')).toBe('probe');
  });
});
