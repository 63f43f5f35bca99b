import { hintFor, missingSchemaIn, securableIn, warehouseIn, withHint } from './hints.ts';
import type { Caller } from './hints.ts';
import type { Outcome } from './outcome.ts';

/** What helps against a kind of Genie error. */
export type GenieRemedy = 'later' | 'rephrase' | 'configure' | 'throttled' | 'denied';

const warehouseAccessMissing = 'WAREHOUSE_ACCESS_MISSING_EXCEPTION';

const configure = [
  'WAREHOUSE_NOT_FOUND_EXCEPTION',
  'TABLES_MISSING_EXCEPTION',
  'NO_TABLES_TO_QUERY_EXCEPTION',
  'TOO_MANY_TABLES_EXCEPTION',
  'INVALID_TABLE_IDENTIFIER_EXCEPTION',
  'DASHBOARD_PERMISSION_DENIED_EXCEPTION',
  'DELEGATION_NOT_FOUND_EXCEPTION',
  'DEPLOYMENT_NOT_FOUND_EXCEPTION',
  'PAY_PER_TOKEN_DISABLED_EXCEPTION',
  'BUDGET_EXCEEDED_EXCEPTION',
  'UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION',
];

const rephrase = [
  'CONTEXT_EXCEEDED_EXCEPTION',
  'LOCAL_CONTEXT_EXCEEDED_EXCEPTION',
  'EXCEEDED_MAX_TOKEN_LENGTH_EXCEPTION',
  'GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION',
  'CONTENT_FILTER_EXCEPTION',
  'SQL_EXECUTION_EXCEPTION',
  'GENERIC_SQL_EXEC_API_CALL_EXCEPTION',
  'DESCRIBE_QUERY_INVALID_SQL_ERROR',
  'INVALID_SQL_MULTIPLE_STATEMENTS_EXCEPTION',
  'INVALID_SQL_UNKNOWN_TABLE_EXCEPTION',
  'INVALID_SQL_MULTIPLE_DATASET_REFERENCES_EXCEPTION',
  'MISSING_SQL_QUERY_EXCEPTION',
  'INVALID_FUNCTION_CALL_EXCEPTION',
];

/**
 * What helps against the error of a Genie message. A missing grant is reported as a SQL error and
 * is recognised by its text; unknown types count as temporary.
 */
export function remedyOf(error: { type: string; message: string }): GenieRemedy {
  if (error.type === warehouseAccessMissing) return 'denied';
  if (/INSUFFICIENT_PERMISSIONS|PERMISSION_DENIED/.test(error.message)) return 'denied';
  if (error.type.startsWith('RATE_LIMIT_EXCEEDED')) return 'throttled';
  if (configure.includes(error.type) || error.type.includes('CERTIFIED_ANSWER')) return 'configure';
  if (rephrase.includes(error.type)) return 'rephrase';
  return 'later';
}

const endings: Record<Exclude<GenieRemedy, 'denied'>, { outcome: Outcome; advice: string }> = {
  later: { outcome: 'failed', advice: 'Ask again later.' },
  rephrase: { outcome: 'failed', advice: 'Ask it in other words or more narrowly.' },
  configure: { outcome: 'failed', advice: "Correct the Genie space's configuration." },
  throttled: { outcome: 'throttled', advice: 'Ask again in a minute.' },
};

/**
 * How a lane ends after an error of a Genie message; the detail is one line with the error and what
 * to do.
 *
 * @param caller Who needs the missing grant.
 */
export function endingOf(
  error: { type: string; message: string },
  caller: Caller,
): { outcome: Outcome; detail: string } {
  const remedy = remedyOf(error);
  const { outcome, advice } =
    remedy === 'denied'
      ? { outcome: 'denied' as const, advice: grantFor(error, caller) }
      : endings[remedy];
  const schema = missingSchemaIn(error.message);
  const enable =
    schema === null ? '' : ` If system.${schema} is not enabled: ${enableSchema(schema, caller)}`;
  return { outcome, detail: withHint(`Genie: ${error.message}`, `${advice}${enable}`) };
}

function grantFor(error: { type: string; message: string }, caller: Caller): string {
  return error.type === warehouseAccessMissing
    ? hintFor({ kind: 'use', warehouseId: warehouseIn(error.message) }, caller)
    : hintFor({ kind: 'select', securable: securableIn(error.message) }, caller);
}

const enableSchema = (schema: string, caller: Caller): string =>
  hintFor({ kind: 'schema', schema, metastoreId: null }, caller);
