import type { Client } from '../pool.ts';
import { query } from '../pool.ts';
import { madeAgain } from './manifest.ts';

export type TableShape = { readonly name: string; readonly columns: readonly string[] };
type Reference = { readonly child: string; readonly parent: string };

/** The tables whose rows a backup has, by name, with the columns that can be written. Effect: one statement. */
export const tablesOf = (client: Client): Promise<TableShape[]> =>
  query<TableShape>(
    client,
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all($1::text[])
      group by c.relname order by c.relname`,
    [madeAgain],
  );

/** Columns that count, with the newest number that they gave. Effect: one statement. */
export const countersOf = (
  client: Client,
): Promise<{ table: string; column: string; last: string }[]> =>
  query(
    client,
    `select c.relname::text as "table", a.attname::text as "column", s.last_value::text as last
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
      join pg_sequences s on format('%I.%I', s.schemaname, s.sequencename)::regclass
        = pg_get_serial_sequence(format('%I', c.relname), a.attname)::regclass
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and s.last_value is not null and c.relname <> all($1::text[])
      order by 1, 2`,
    [madeAgain],
  );

/** Which table refers to which other one. Effect: one statement. */
export const referencesOf = (client: Client): Promise<Reference[]> =>
  query<Reference>(
    client,
    `select c.relname::text as child, p.relname::text as parent from pg_constraint r
      join pg_class c on c.oid = r.conrelid join pg_class p on p.oid = r.confrelid
      where r.contype = 'f' and c.oid <> p.oid and c.relnamespace = current_schema()::regnamespace`,
  );

/**
 * Puts tables in an order in which what is referred to comes first. Pure.
 *
 * @throws {Error} When tables refer to each other in a circle.
 */
export function parentsFirst<Table extends { readonly name: string }>(
  tables: readonly Table[],
  references: readonly Reference[],
): Table[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ name }) => !references.some(({ child, parent }) => child === name && left.has(parent)),
    );
    if (free.length === 0)
      throw new Error(`These refer to each other: ${[...left.keys()].join(', ')}`);
    for (const table of free) left.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}
