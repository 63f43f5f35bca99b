import { AppError } from '../../domain/errors.ts';

/** SQLSTATE classes: connection, insufficient resources, operator intervention, system error. */
const downClasses = ['08', '53', '57', '58'];

/**
 * SQLSTATE codes that a later try, or a new connection, may not meet again: read-only transaction (a
 * standby), idle transaction ended, serialization failure, deadlock, lock not available.
 */
const downStates = ['25006', '25P03', '40001', '40P01', '55P03'];

/** How Node names a network that does not work. */
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

/** The driver has no codes for what it finds itself. */
const driverMessages =
  /connection (terminated|timeout|error)|timeout (exceeded|expired)|read timeout|not queryable/i;

/** After these the session itself is of no more use, though it may still answer. */
const sessionStates = ['25006', '57P01', '57P02', '57P03', '25P03'];

/** What `append_events` raises, translated. */
const raised: Readonly<Record<string, () => AppError>> = {
  HM404: () => new AppError('input.not_found', 'There is no such investigation.'),
  HM001: () => new AppError('input.conflict', 'The investigation has ended.'),
  HM002: () => new AppError('input.conflict', 'A newer attempt writes the answer.'),
};

/**
 * Turns what the driver threw into our failure: `dependency.down` for a server that cannot serve the
 * statement now, what `append_events` raised by its code, and everything else as it is.
 */
export function toFailure(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return thrown;
  const known = raised[codeOf(thrown)];
  if (known) return known();
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
 * Tells whether a connection is to be closed after what was thrown on it: nothing comes from it any
 * more, or it leads to a server that does not do what we need.
 */
export function breaksConnection(thrown: unknown): boolean {
  return (
    thrown instanceof Error && (isUnreachable(thrown) || sessionStates.includes(codeOf(thrown)))
  );
}

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
