import type { Inspector, Tried } from '../../adapters/databricks/inspector.ts';
import { hintFor, missingSchemaIn, securableIn } from '../../domain/hints.ts';
import type { Domain } from '../../domain/domains.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import { optionalTables, tablesIn } from '../../sql/tables.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { WithWarehouse } from './warehouses.ts';

/** A table that an account need not have, and the ids of the questions that read it. */
type OptionalTable = { readonly table: string; readonly askedBy: readonly string[] };

/** A schema of `system`, and the tables in it that certified questions read. */
export type NeededSchema = {
  readonly schema: string;
  readonly tables: readonly string[];
  readonly optional: readonly OptionalTable[];
};

/**
 * The system schemas that the certified questions of some domains read, in order of name.
 */
export function neededSchemas(
  questions: readonly CertifiedQuestion[],
  domains: readonly Domain[],
): readonly NeededSchema[] {
  const asked = questions.filter(({ domain }) => domains.includes(domain));
  const tables = [...new Set(asked.flatMap(({ sql }) => tablesIn(sql)))].toSorted();
  const schemaOf = (table: string): string => table.split('.')[1] ?? '';
  const askedBy = (table: string) =>
    asked.filter(({ sql }) => tablesIn(sql).includes(table)).map(({ id }) => id);
  return [...new Set(tables.map(schemaOf))].map((schema) => {
    const own = tables.filter((table) => schemaOf(table) === schema);
    return {
      schema,
      tables: own.filter((table) => !(table in optionalTables)),
      optional: own
        .filter((table) => table in optionalTables)
        .map((table) => ({ table, askedBy: askedBy(table) })),
    };
  });
}

/**
 * Whether a schema is enabled and we may read the tables that are needed. Tables that an account need
 * not have are tried one by one, as one that is absent would hide the others.
 *
 * Effect: statements that read no row.
 */
export function checkSchema(
  { after }: Checker,
  warehouse: Promise<Checked<WithWarehouse>>,
  { schema, tables, optional }: NeededSchema,
): Promise<Checked<never>> {
  const groups = [
    ...(tables.length === 0 ? [] : [tables]),
    ...optional.map(({ table }) => [table]),
  ];
  const statements = groups.map((group) =>
    group.map((table) => `select 1 from ${table} where 1 = 0`).join(' union all '),
  );
  const defaultHint = `Run it in the SQL editor: ${statements.join('; ')}`;
  const info = {
    id: `schema.${schema}`,
    title: `system.${schema}`,
    defaultHint,
    timeoutFactor: 1.6,
  };
  return after(warehouse, info, (found, signal) =>
    orRefused(found.caller, { kind: 'use', warehouseId: found.warehouseId }, async () => {
      const { inspector, warehouseId } = found;
      const tried = await Promise.all(
        statements.map((statement) => inspector.run(warehouseId, statement, signal)),
      );
      const absent = optional.filter(({ table }) =>
        isAbsent(tried[groups.findIndex((group) => group[0] === table)]),
      );
      const isKnown = (table: string | undefined) => absent.every((one) => one.table !== table);
      const failed = tried.find(
        (one, index) => one.state === 'failed' && isKnown(groups[index]?.[0]),
      );
      if (failed?.state === 'failed') return refused(failed.message, schema, found, signal);
      if (tried.some(({ state }) => state === 'running')) {
        return warn(
          'The statement did not finish within 5 s.',
          'Run the doctor again in a minute.',
        );
      }
      const names = groups
        .flat()
        .filter(isKnown)
        .map((table) => table.split('.')[2]);
      const readable = names.length === 0 ? '' : `SELECT on ${names.join(', ')}.`;
      return absent.length === 0 ? ok(readable) : withoutOptional(readable, absent);
    }),
  );
}

const isAbsent = (tried: Tried | undefined): boolean =>
  tried?.state === 'failed' && missingSchemaIn(tried.message) !== null;

function withoutOptional(readable: string, absent: readonly OptionalTable[]): Finding<never> {
  const lines = absent.map(
    ({ table, askedBy }) =>
      `${table} is absent: it comes with ${optionalTables[table] ?? ''}. Without it: no ${askedBy.join(', ')}.`,
  );
  return warn(
    [readable, ...lines].filter((line) => line !== '').join(' '),
    'Nothing is to be done, unless you want these questions. `npm run genie:deploy` leaves them out of the spaces.',
  );
}

async function refused(
  message: string,
  schema: string,
  { inspector, caller }: WithWarehouse,
  signal: AbortSignal,
): Promise<Finding<never>> {
  if (missingSchemaIn(message) === schema) {
    const metastoreId = await metastore(inspector, signal);
    const hint = hintFor({ kind: 'schema', schema, metastoreId }, caller);
    return fail(`system.${schema} is not enabled, or a table is missing: ${message}`, hint);
  }
  if (!/INSUFFICIENT_PERMISSIONS|PERMISSION_DENIED/.test(message)) throw new Error(message);
  const securable = securableIn(message) ?? `system.${schema}`;
  return fail(message, hintFor({ kind: 'select', securable }, caller));
}

/** Only for the hint, which says where to find the id when we may not read it. */
const metastore = (inspector: Inspector, signal: AbortSignal): Promise<string | null> =>
  inspector.metastoreId(signal).catch(() => null);
