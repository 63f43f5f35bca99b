import { setTimeout as delay } from 'node:timers/promises';
import type { DBSQLClient } from '@databricks/sql';
import { AppError } from '../../domain/errors.ts';
import type { Authenticate } from '../databricks/auth.ts';
import { isStale, isStarting, isUnauthenticated, toFailure } from './failure.ts';

/** Where statements go; `ca` is an authority to trust beside the system's, PEM. */
export type SqlAddress = {
  readonly host: string;
  readonly port: number;
  readonly warehouseId: string;
  readonly ca: string | null;
};

/** Values of named parameters; all travel as text. */
export type SqlParameters = Readonly<Record<string, string | null>>;

export type SqlRow = Readonly<Record<string, unknown>>;

/** Statements on a SQL warehouse. */
export type SqlDriver = {
  /**
   * Runs one statement and returns its rows. A session that expired is opened again, and a warehouse that is
   * stopped is started and waited for, within the limit.
   *
   * Effect: may be repeated once when the session had expired before it.
   *
   * @throws {AppError} `upstream.*` or `auth.denied`.
   */
  readonly query: (
    sql: string,
    parameters?: SqlParameters,
    limitMs?: number,
  ) => Promise<readonly SqlRow[]>;
  /** As `query`, for a statement without rows. */
  readonly run: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Session = Awaited<ReturnType<DBSQLClient['openSession']>>;
type Operation = Awaited<ReturnType<Session['executeStatement']>>;

/** Below the 10 s that an activity has, so that this limit tells what was too slow. */
export const statementMs = 8_000;
/** DDL of a migration has nobody who waits. */
const migrationMs = 120_000;
const startCheckMs = 500;
const sessionSettings = {
  STATEMENT_TIMEOUT: String(Math.ceil(statementMs / 1000)),
  TIMEZONE: 'UTC',
};
const silent = { log: () => undefined };

/** Weighs tens of megabytes: loaded where memory lies on a warehouse, and nowhere else. */
async function connect(
  { host, port, warehouseId, ca }: SqlAddress,
  authenticate: Authenticate,
): Promise<DBSQLClient> {
  const { DBSQLClient: Client } = await import('@databricks/sql');
  const client = new Client({ logger: silent });
  // Errors come with the calls; an event without a listener would end the process.
  client.on('error', () => undefined);
  await client.connect({
    host,
    port,
    path: `/sql/1.0/warehouses/${warehouseId}`,
    // Headers of ours: the driver's own sign-in opens a browser when it finds no secret.
    authType: 'custom',
    provider: { authenticate: () => authenticate() },
    telemetryEnabled: false,
    preserveBigNumericPrecision: true,
    checkServerCertificate: true,
    socketTimeout: statementMs + 2_000,
    retryMaxAttempts: 1,
    retriesTimeout: statementMs,
    userAgentEntry: 'health-monitor',
    ...(ca === null ? {} : { customCaCert: ca }),
  });
  return client;
}

const tooSlow = (ms: number): AppError =>
  new AppError('upstream.down', `Databricks SQL did not answer within ${ms} ms.`, {
    unknownEffect: true,
  });

/** The result of work, or a failure at its limit; what is late is left to itself. */
async function within<T>(work: Promise<T>, ms: number, limitMs: number): Promise<T> {
  const ended = new AbortController();
  const late = delay(ms, undefined, { signal: ended.signal }).then(() => {
    throw tooSlow(limitMs);
  });
  work.catch(() => undefined);
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
  }
}

async function rowsOf(operation: Operation): Promise<readonly SqlRow[]> {
  const rows = (await operation.fetchAll()) as readonly SqlRow[];
  await operation.close();
  return rows;
}

/** What was tried for a statement so that it can be repeated. */
type Done = Set<'started' | 'renewed'>;

type Sessions = {
  /** The open session; one is opened when there is none. */
  readonly current: () => Promise<Session>;
  /** The session is not used any more. */
  readonly drop: () => void;
  readonly close: () => Promise<void>;
};

/** Keeps one session, which all statements share. */
function keepSession(address: SqlAddress, authenticate: Authenticate): Sessions {
  let client: Promise<DBSQLClient> | null = null;
  let session: Promise<Session> | null = null;
  const open = async (): Promise<Session> => {
    client ??= connect(address, authenticate);
    return (await client).openSession({ configuration: sessionSettings });
  };
  /** A failure is forgotten, so that the next call tries again. */
  const opened = (): Promise<Session> => {
    session ??= open()
      .catch(async (error: unknown) => {
        if (!isUnauthenticated(error)) throw error;
        await authenticate({ renew: true });
        return open();
      })
      .catch((error: unknown) => {
        session = null;
        throw error;
      });
    return session;
  };
  return {
    current: opened,
    drop: () => {
      session = null;
    },
    close: async () => {
      const left = client;
      client = null;
      session = null;
      await left?.then((one) => one.close()).catch(() => undefined);
    },
  };
}

/**
 * Creates the way to a SQL warehouse. One session is opened with the first statement and used by all.
 *
 * Effect: TLS to the warehouse only; no telemetry.
 *
 * @param start Starts the warehouse; called when it is found stopped.
 */
export function createSqlDriver(
  address: SqlAddress,
  authenticate: Authenticate,
  start: () => Promise<void> = () => Promise.resolve(),
): SqlDriver {
  const sessions = keepSession(address, authenticate);
  /** Repeats what was refused before it had an effect, as often as the time allows. */
  const mayRepeat = async (error: unknown, done: Done, untilMs: number): Promise<boolean> => {
    if (isStarting(error)) {
      if (!done.has('started')) await start().catch(() => undefined);
      done.add('started');
      if (Date.now() + startCheckMs > untilMs) return false;
      await delay(startCheckMs);
      return true;
    }
    const isRefused = isUnauthenticated(error);
    if (done.has('renewed') || !(isStale(error) || isRefused)) return false;
    done.add('renewed');
    sessions.drop();
    if (isRefused) await authenticate({ renew: true });
    return true;
  };
  const once = async <T>(work: (session: Session) => Promise<T>, limitMs: number): Promise<T> => {
    const untilMs = Date.now() + limitMs;
    const done: Done = new Set();
    for (;;) {
      try {
        const leftMs = Math.max(0, untilMs - Date.now());
        return await within(sessions.current().then(work), leftMs, limitMs);
      } catch (error) {
        if (!(await mayRepeat(error, done, untilMs))) throw toFailure(error);
      }
    }
  };
  return {
    query: (sql, parameters = {}, limitMs = statementMs) =>
      once(async (open) => {
        const namedParameters = { ...parameters };
        // Results are small, and the cloud's storage may be out of reach.
        return rowsOf(await open.executeStatement(sql, { namedParameters, useCloudFetch: false }));
      }, limitMs),
    run: (sql) =>
      once(async (open) => {
        const operation = await open.executeStatement(sql, { useCloudFetch: false });
        await operation.finished();
        await operation.close();
      }, migrationMs),
    close: sessions.close,
  };
}
