import { describe, expect, it } from 'vitest';
import { differenceLines } from '../../genie-spaces/difference.ts';
import { overLimits } from '../../genie-spaces/limits.ts';
import { markedDescription, mergeSpace } from '../../genie-spaces/merge.ts';
import {
  emptySpace,
  readSpace,
  type SerializedSpace,
} from '../../genie-spaces/serialized-space.ts';
import { wantedSpace } from '../../genie-spaces/wanted-space.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { foreignId } from './bench.ts';

const wanted = wantedSpace('quality', loadCatalogue());
const full = mergeSpace(emptySpace, wanted).space;

const textOf = (space: SerializedSpace): string =>
  (space.instructions?.text_instructions?.[0]?.content ?? []).join('');
const withText = (text: string): SerializedSpace => ({
  ...full,
  instructions: {
    ...full.instructions,
    text_instructions: [{ id: foreignId(1), content: [text] }],
  },
});

describe('a space that the service keeps in a form of its own', () => {
  it('is unchanged when lists are reordered, texts are cut elsewhere and fields are added', () => {
    const scramble = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.every((one) => typeof one === 'string')
          ? value.join('').split(/(?<=,)/)
          : value.map(scramble).toReversed();
      }
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, inner]) => [key, scramble(inner)] as const);
      return { ...Object.fromEntries(entries.toReversed()), added_by_the_service: false };
    };
    const kept = readSpace(JSON.stringify({ ...(scramble(full) as object), version: 2 }));
    expect(kept).not.toEqual(full);
    const { space, changes } = mergeSpace(kept ?? emptySpace, wanted);
    expect(changes).toEqual([]);
    expect(space).toBe(kept);
  });

  it('of a version that we do not know is not read', () => {
    expect(readSpace('{"version":3}')).toBeNull();
    expect(readSpace('no JSON')).toBeNull();
  });
});

describe('an item of ours that changes', () => {
  it('keeps what others wrote beside our fields, and loses what we no longer write', () => {
    const [first] = wanted.items['example query'];
    if (first === undefined) throw new Error('a domain without a question');
    const stored = { ...first, usage_guidance: ['Old.'], rating: 5 };
    const { usage_guidance: _old, ...rest } = first;
    const items = { ...wanted.items, 'example query': [rest] };
    const space = { version: 2 as const, instructions: { example_question_sqls: [stored] } };
    const merged = mergeSpace(space, { ...wanted, items }).space;
    expect(merged.instructions?.example_question_sqls).toEqual([{ ...rest, rating: 5 }]);
  });
});

describe('the one text instruction of a space', () => {
  const block = textOf(full);

  it('keeps what an owner wrote above and below, whatever ours becomes', () => {
    const stored = withText(`Speak German.\n${block}\nBe brief.`);
    expect(mergeSpace(stored, wanted).changes).toEqual([]);
    const other = { ...wanted, instructions: 'Other words.' };
    const { space, changes } = mergeSpace(stored, other);
    expect(textOf(space)).toMatch(
      /^Speak German\.\n<!--.*-->\nOther words\.\n<!--.*-->\nBe brief\.$/,
    );
    expect(changes).toMatchObject([{ how: 'changed', what: 'instructions' }]);
  });

  it('gets ours below what stands there', () => {
    const { space } = mergeSpace(withText('Speak German.'), wanted);
    expect(textOf(space)).toBe(`Speak German.\n${block}`);
    expect(space.instructions?.text_instructions?.[0]?.id).toBe(foreignId(1));
  });

  it('loses nothing of an owner when the end mark was deleted', () => {
    const torn = `${block.replace(/<!-- health-monitor: end -->/, '')}Be brief.`;
    const { space } = mergeSpace(withText(torn), wanted);
    expect(textOf(space).startsWith(block)).toBe(true);
    expect(textOf(space)).toContain('Be brief.');
    expect(mergeSpace(space, wanted).changes).toEqual([]);
  });
});

describe('a table of a space', () => {
  const gone = 'system.access.column_lineage';
  const less = {
    ...wanted,
    tables: wanted.tables.filter((name) => name !== gone),
    items: {
      ...wanted.items,
      'example query': wanted.items['example query'].filter(
        (item) => !JSON.stringify(item).includes(gone),
      ),
      benchmark: wanted.items.benchmark.filter((item) => !JSON.stringify(item).includes(gone)),
    },
  };
  const tablesAfter = (space: SerializedSpace): string[] =>
    (mergeSpace(space, less).space.data_sources?.tables ?? []).map(({ identifier }) => identifier);

  it('goes with the last of our queries that read it', () => {
    expect(wanted.tables).toContain(gone);
    expect(tablesAfter(full)).toEqual(less.tables);
  });

  it('stays when an owner described it or reads it', () => {
    const tables = (full.data_sources?.tables ?? []).map((table) =>
      table.identifier === gone ? { ...table, description: ['Mine'] } : table,
    );
    expect(tablesAfter({ ...full, data_sources: { tables } })).toContain(gone);
    const examples = full.instructions?.example_question_sqls ?? [];
    const mine = { id: foreignId(1), question: ['Q?'], sql: [`select * from ${gone}`] };
    const read = { ...full.instructions, example_question_sqls: [...examples, mine] };
    expect(tablesAfter({ ...full, instructions: read })).toContain(gone);
  });
});

describe('the mark in a description', () => {
  it('is added once, and to what stands there', () => {
    expect(markedDescription('', wanted)).toBe(wanted.description);
    expect(markedDescription('Mine.\n', wanted)).toBe('Mine. [health-monitor:quality]');
    expect(markedDescription(wanted.description, wanted)).toBeNull();
  });
});

describe('the limits of a space', () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: foreignId(n), question: ['Q?'] }));
  const tables = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ identifier: `a.b.t${n}`, description: ['D'] }));

  it('are told by what is too much, how much and how much may be', () => {
    const much = {
      version: 2 as const,
      data_sources: { tables: tables(51), metric_views: tables(1) },
      instructions: {
        text_instructions: [{ id: foreignId(1), content: ['x'.repeat(25_001)] }],
        example_question_sqls: items(98),
        sql_functions: items(2),
        join_specs: items(150),
      },
      benchmarks: { questions: items(501) },
    };
    expect(overLimits(much)).toEqual([
      '52 tables and views, at most 50',
      '101 instructions (example queries, functions and the text), at most 100',
      '201 snippets (described tables, joins and expressions), at most 200',
      '501 benchmarks, at most 500',
      'instructions.text_instructions.0.content.0 has 25001 characters, at most 25000',
    ]);
    expect(overLimits({ version: 2, benchmarks: { questions: items(500) } })).toEqual([]);
  });
});

describe('a difference', () => {
  it('is short, shows only lines that differ and cannot move the cursor', () => {
    const from = Array.from({ length: 30 }, (_, n) => `old ${n}`).join('\n');
    const lines = differenceLines([
      {
        how: 'changed',
        what: 'example query',
        name: 'Who\u001B[2J?',
        texts: [{ field: 'sql', from: `${from}\nsame`, to: 'same\nnew' }],
      },
    ]);
    expect(lines.slice(0, 3)).toEqual(['  ~ example query: Who[2J?', '    sql:', '      - old 0']);
    expect(lines.at(-1)).toBe('      … and 23 more lines');
    expect(lines.join('\n')).not.toContain('same');
  });
});
