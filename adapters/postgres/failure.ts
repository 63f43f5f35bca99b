import { AppError } from '../../domain/errors.ts';

/** SQLSTATE classes: connection, insufficient resources, operator intervention, system error. */
const downClasses = ['08', '53', '57', '58'];

/**
 * SQLSTATE codes of failures that a retry or a new connection may avoid: read-only transaction (a
 * standby), idle transaction ended, serialization failure, deadlock, lock not available.
 */
const downStates = ['25006', '25P03', '40001', '40P01', '55P03'];

/** Node's codes for network failures. */
const networkCodes = [
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

/** The driver's own errors have no codes. */
const driverMessages =
  /connection (terminated|timeout|error)|timeout (exceeded|expired)|read timeout|not queryable/i;

/** SQLSTATE codes after which the session must not be used again, even if it still answers. */
const brokenSessionStates = ['25006', '57P01', '57P02', '57P03', '25P03'];

/** The failure for each SQLSTATE that functions of the schema raise. */
const failureByState: Readonly<Record<string, () => AppError>> = {
  HM404: () => new AppError('input.not_found', 'There is no such investigation.'),
  HM405: () => new AppError('input.not_found', 'There is no such session.'),
  HM409: () =>
    new AppError(
      'input.conflict',
      'A question is still open: cancel it or wait for its end, then delete.',
    ),
  HM410: () =>
    new AppError(
      'input.conflict',
      'The investigation was tried again already: retry the newest one of its session instead.',
    ),
  HM001: () => new AppError('input.conflict', 'The investigation has ended.'),
  HM002: () => new AppError('input.conflict', 'A newer attempt writes the answer.'),
  HM003: () =>
    new AppError('input.conflict', 'The lane has ended, or a newer leg has taken it over.'),
};

/** The failure for a unique key that two writers may want. */
const failureByKey: Readonly<Record<string, () => AppError>> = {
  genie_ledger_message_id_key: () =>
    new AppError('input.conflict', 'Another lane has taken this question of Genie.'),
};

/**
 * Converts an error of the driver: `dependency.down` when the server cannot run the statement now,
 * the failure for an SQLSTATE of the schema's functions, and any other error unchanged.
 */
export function toFailure(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return thrown;
  const create = failureByState[codeOf(thrown)] ?? failureByKey[constraintOf(thrown)];
  if (create) return create();
  if (isUnreachable(thrown)) {
    return new AppError('dependency.down', `PostgreSQL does not answer: ${thrown.message}`, {
      cause: thrown,
    });
  }
  const code = codeOf(thrown);
  const isDown = downStates.includes(code) || (isSqlState(code) && inDownClass(code));
  if (!isDown) return thrown;
  return new AppError(
    'dependency.down',
    `PostgreSQL cannot serve the request now (${code}): ${thrown.message}`,
    { cause: thrown },
  );
}

/**
 * Tells whether a connection must be closed after an error: it is broken, or its server cannot
 * serve us.
 */
export function breaksConnection(thrown: unknown): boolean {
  const error = thrown instanceof AppError ? thrown.cause : thrown;
  return (
    error instanceof Error && (isUnreachable(error) || brokenSessionStates.includes(codeOf(error)))
  );
}

/** Whether the server did not answer a statement in our time for it. Pure. */
export const isSilence = (thrown: unknown): boolean =>
  thrown instanceof Error && /read timeout/i.test(thrown.message);

function isUnreachable(error: Error): boolean {
  const code = codeOf(error);
  return (
    networkCodes.includes(code) ||
    (isSqlState(code) ? code.startsWith('08') : driverMessages.test(error.message))
  );
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code);
}

function inDownClass(code: string): boolean {
  return downClasses.includes(code.slice(0, 2));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function constraintOf(error: Error): string {
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
}
