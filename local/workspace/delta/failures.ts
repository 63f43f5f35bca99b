import { SqlFailure } from '../sql/engine.ts';

/** SQLSTATE by error class. Source: docs.databricks.com, "Error conditions in Databricks". */
const states = {
  TABLE_OR_VIEW_ALREADY_EXISTS: '42P07',
  DELTA_NOT_NULL_CONSTRAINT_VIOLATED: '23502',
  'DELTA_CONCURRENT_APPEND.ROW_LEVEL_CHANGES': '2D521',
  'DELTA_CONCURRENT_DELETE_READ.WITHOUT_HINT': '2D521',
} as const;

/** A failure of a Delta table, in the form of Databricks. Pure. */
export const deltaFailure = (name: keyof typeof states, text: string): SqlFailure =>
  new SqlFailure(`[${name}] ${text} SQLSTATE: ${states[name]}`, states[name], null);

/** What a writer is told whose table was written since it read it. Pure. */
export function conflictOf(
  name: string,
  { version, lastVerb }: { readonly version: number; readonly lastVerb: string },
): SqlFailure {
  const operation = lastVerb.toUpperCase();
  return lastVerb === 'delete'
    ? deltaFailure(
        'DELTA_CONCURRENT_DELETE_READ.WITHOUT_HINT',
        `Transaction conflict detected. A concurrent ${operation} deleted data of table ${name} read by this one, committed at version ${version}. Retry the operation.`,
      )
    : deltaFailure(
        'DELTA_CONCURRENT_APPEND.ROW_LEVEL_CHANGES',
        `Transaction conflict detected. A concurrent ${operation} wrote to table ${name}, committed at version ${version}, the rows that this one changes. Retry the operation.`,
      );
}
