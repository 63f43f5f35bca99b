import type { Inspector } from '../../adapters/databricks/inspector.ts';
import { hintFor, missingSchemaIn, securableIn } from '../../domain/hints.ts';
import type { Domain } from '../../domain/domains.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import { tablesIn } from '../../sql/tables.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { WithWarehouse } from './warehouses.ts';

/** A schema of `system`, and the tables in it that certified questions read. */
export type NeededSchema = { readonly schema: string; readonly tables: readonly string[] };

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
  return [...new Set(tables.map(schemaOf))].map((schema) => ({
    schema,
    tables: tables.filter((table) => schemaOf(table) === schema),
  }));
}

/**
 * Whether a schema is enabled and we may read the tables that are needed.
 *
 * Effect: one statement that reads no row.
 */
export function checkSchema(
  { after }: Checker,
  warehouse: Promise<Checked<WithWarehouse>>,
  { schema, tables }: NeededSchema,
): Promise<Checked<never>> {
  const statement = tables.map((table) => `select 1 from ${table} where 1 = 0`).join(' union all ');
  const defaultHint = `Run it in the SQL editor: ${statement}`;
  const info = {
    id: `schema.${schema}`,
    title: `system.${schema}`,
    defaultHint,
    timeoutFactor: 1.6,
  };
  return after(warehouse, info, (found, signal) =>
    orRefused(found.caller, { kind: 'use', warehouseId: found.warehouseId }, async () => {
      const tried = await found.inspector.run(found.warehouseId, statement, signal);
      if (tried.state === 'succeeded') {
        const names = tables.map((table) => table.split('.')[2]).join(', ');
        return ok(`SELECT on ${names}.`);
      }
      if (tried.state === 'running') {
        return warn(
          'The statement did not finish within 5 s.',
          'Run the doctor again in a minute.',
        );
      }
      return refused(tried.message, schema, found, signal);
    }),
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
