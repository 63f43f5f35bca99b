import { expect } from 'vitest';
import { searchCauses } from '../../causes/search.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Check } from '../../domain/warehouse.ts';
import type {
  CheckEnd,
  ComputedTable,
  Explanation,
  SearchRequest,
} from '../../domain/explanation.ts';
import { evidenceId } from '../../domain/ids.ts';
import { withoutMarkers } from '../../domain/citations.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';

const catalogue = loadCatalogue();
const certified = [...catalogue.questions, ...catalogue.checks];

/** Wednesday at midnight: the last whole day is Tuesday 17 November. */
export const nowMs = Date.parse('2026-11-18T00:00:00Z');
export const dayMs = 86_400_000;

/** The date so many days before the clock's day: 1 is Tuesday 17 November. */
export const dateAgo = (days: number): string =>
  new Date(nowMs - days * dayMs).toISOString().slice(0, 10);

/** An instant on a day before the clock's day: `at(1, 9)` is Tuesday 17 November 09:00. */
export const at = (daysAgo: number, hour = 0): string =>
  new Date(nowMs - daysAgo * dayMs + hour * 3_600_000).toISOString();

type Values = Readonly<Record<string, string | number | null>>;

/** The evidence that a certified statement would bring; columns without a value are empty. */
export function tableOf(id: string, rows: readonly Values[]): Evidence {
  const question = certified.find((one) => one.id === id);
  if (question === undefined) throw new Error(`${id} is no certified question`);
  const columns = Object.entries(question.columns).map(([name, { type, is, unit }]) => ({
    name,
    type,
    is,
    unit: unit ?? null,
  }));
  const unknown = rows.flatMap((row) =>
    Object.keys(row).filter((name) => !columns.some((one) => one.name === name)),
  );
  if (unknown.length > 0) throw new Error(`${id} has no column ${unknown[0]}`);
  return {
    id: evidenceId(Buffer.from(id).toString('hex')),
    domain: question.domain,
    title: question.question,
    sql: question.sql,
    parameters: [],
    columns,
    rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)),
    rowCount: rows.length,
    truncated: false,
    certified: id,
    completeUntil: null,
    scope: question.scope,
    priceBasis: null,
    source: {
      kind: 'warehouse',
      warehouseId: 'w',
      statementId: 's',
      fetchedAt: at(0),
    },
  };
}

/** A row for each of the last days, the earliest first; `value` gets how many days ago it is. */
export const daily = (days: number, value: (daysAgo: number) => Values | null): readonly Values[] =>
  Array.from({ length: days }, (_, n) => value(days - n)).filter((row) => row !== null);

export type World = Readonly<Record<string, readonly Values[]>>;

type SearchOptions = {
  readonly blocked?: readonly string[];
  readonly domains?: readonly string[];
  readonly intent?: SearchRequest['intent'];
  readonly followUp?: NonNullable<SearchRequest['followUp']>;
};

/**
 * What a search finds in a world of rows by certified question, and what it asked for. Fails where the order
 * of rows makes a difference, or a citation is not the cell that it names.
 */
export async function searchIn(
  world: World,
  question: string,
  options: SearchOptions = {},
): Promise<Explanation & { readonly asked: readonly Check[]; readonly text: readonly string[] }> {
  const found = await searchOnce(world, question, options);
  const reversed = Object.entries(world).map(([id, rows]) => [id, rows.toReversed()] as const);
  const again = await searchOnce(Object.fromEntries(reversed), question, options);
  expect(withoutRows(again), 'with rows in reversed order').toEqual(withoutRows(found));
  const { explanation, asked } = found;
  return {
    ...explanation,
    asked,
    text: explanation.lines.map((line) => withoutMarkers(line).replaceAll(/ (?=[ ,;:.])/g, '')),
  };
}

type Searched = { readonly explanation: Explanation; readonly asked: readonly Check[] };

const withoutRows = ({ explanation, asked }: Searched) => ({
  asked,
  ...explanation,
  citations: explanation.citations.map(({ marker, column, value }) => ({ marker, column, value })),
});

async function searchOnce(
  world: World,
  question: string,
  { blocked = [], domains = [], intent = 'why', followUp }: SearchOptions,
): Promise<Searched> {
  const asked: Check[] = [];
  const tables: Evidence[] = [];
  const stored = (table: Evidence): Evidence => {
    tables.push(table);
    return table;
  };
  const endOf = (check: Check): CheckEnd =>
    blocked.includes(check.question)
      ? { kind: 'blocked', check, missing: { what: check.question, remedy: 'GRANT SELECT' } }
      : {
          kind: 'rows',
          check,
          table: stored(tableOf(check.question, world[check.question] ?? [])),
        };
  const keep = (table: ComputedTable): Promise<Evidence> => {
    const id = evidenceId(String(tables.length).padStart(4, '0'));
    const columns = tableOf('cost/team_cost_by_day', []);
    return Promise.resolve(stored({ ...columns, ...table, id, rowCount: table.rows.length }));
  };
  const explanation = await searchCauses(
    {
      question,
      intent,
      domains,
      nearest: [],
      evidence: [],
      nowMs,
      timeZone: 'UTC',
      ...(followUp === undefined ? {} : { followUp }),
    },
    {
      run: (_, checks) => {
        asked.push(...checks);
        return Promise.resolve(checks.map(endOf));
      },
      tell: () => Promise.resolve(),
      keep,
    },
  );
  for (const { marker, evidenceId: id, row, column, value } of explanation.citations) {
    const table = tables.find((one) => one.id === id);
    const at = table?.columns.findIndex(({ name }) => name === column) ?? -1;
    expect(table?.rows[row ?? -1]?.[at], `${marker}: ${column} of row ${row}`).toEqual(value);
  }
  return { explanation, asked };
}
