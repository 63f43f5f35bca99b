import { AppError } from '../../domain/errors.ts';
import { cut } from '../../domain/text.ts';

/** What the driver throws has a message, and sometimes a status, a code or the answer of the server. */
type Thrown = {
  readonly message?: unknown;
  readonly errorCode?: unknown;
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly response?: { readonly sqlState?: unknown } | null;
};

const asThrown = (thrown: unknown): Thrown =>
  typeof thrown === 'object' && thrown !== null ? (thrown as Thrown) : { message: String(thrown) };

const messageOf = (thrown: unknown): string => {
  const { message } = asThrown(thrown);
  return typeof message === 'string' ? message : '';
};

/** The session is none of the warehouse's any more: it expired, or the warehouse was restarted. */
export const isStale = (thrown: unknown): boolean =>
  /invalid sessionhandle|session (?:was closed|.*is closed|.*expired)/i.test(messageOf(thrown));

/** Another writer changed what this one read; the same statement may succeed. */
export const isConflict = (thrown: unknown): boolean => {
  const { cause } = asThrown(thrown) as { cause?: unknown };
  return [thrown, cause].some((one) => /\[DELTA_CONCURRENT_\w+/.test(messageOf(one)));
};

/** The warehouse refuses until it runs. */
export const isStarting = (thrown: unknown): boolean => asThrown(thrown).statusCode === 503;

/** The token was refused: another may do. */
export const isUnauthenticated = (thrown: unknown): boolean => asThrown(thrown).statusCode === 401;

const network =
  /\b(ECONN\w+|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)\b|socket hang up|premature close|timed out|disconnected|bad version/i;

type Rule = readonly [RegExp, ConstructorParameters<typeof AppError>[0], string];

/** Error class of Databricks → failure, and what is to be done. */
const rules: readonly Rule[] = [
  [/\[DELTA_CONCURRENT_/, 'upstream.down', 'Others write to the table at the same time.'],
  [/\[TABLE_OR_VIEW_NOT_FOUND\]|\[SCHEMA_NOT_FOUND\]/, 'upstream.rejected', 'Run: npm run migrate'],
  [
    /\[UNRESOLVED_COLUMN|\[DATATYPE_MISMATCH|\[DELTA_NOT_NULL/,
    'upstream.rejected',
    'The table has other columns than sql/databricks declares: name another one, or rename it and run npm run migrate.',
  ],
  [
    /\[INSUFFICIENT_PERMISSIONS\]|PERMISSION_DENIED/,
    'auth.denied',
    'Grant SELECT and MODIFY on the table to the service principal, with USE on its catalog and schema.',
  ],
  [
    /certificate|self.signed/i,
    'upstream.rejected',
    'Its certificate is not trusted: see DATABRICKS_SQL_CA_FILE.',
  ],
];

const byStatus: Readonly<Record<number, readonly [Rule[1], string]>> = {
  401: ['auth.denied', 'The warehouse refused the credentials.'],
  403: ['auth.denied', 'Grant CAN USE on the SQL warehouse to the service principal.'],
  404: ['upstream.rejected', 'There is no such SQL warehouse: set DATABRICKS_WAREHOUSE_ID.'],
  429: ['upstream.limited', 'The warehouse asked us to wait.'],
  503: ['upstream.down', 'The SQL warehouse is starting.'],
};

const longest = 300;

/**
 * What the driver threw, as a failure of the table. Pure.
 */
export function toFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = messageOf(thrown);
  const said = cut(message.split('\n')[0] ?? '', longest);
  const options = { cause: thrown };
  const rule = rules.find(([pattern]) => pattern.test(message));
  if (rule !== undefined)
    return new AppError(rule[1], `Databricks SQL: ${said} ${rule[2]}`, options);
  const { statusCode, errorCode } = asThrown(thrown);
  const known = typeof statusCode === 'number' ? byStatus[statusCode] : undefined;
  if (known !== undefined) return new AppError(known[0], `Databricks SQL: ${known[1]}`, options);
  const isDown =
    network.test(`${message} ${String(asThrown(thrown).code)}`) ||
    errorCode === 'TIMEOUT' ||
    (typeof statusCode === 'number' && statusCode >= 500);
  return new AppError(
    isDown ? 'upstream.down' : 'upstream.rejected',
    `Databricks SQL: ${said}`,
    options,
  );
}
