import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { toParameter } from './parameters.ts';

/** An address with its password, or with what brings the password for each new connection. */
export type DatabaseUrl =
  | string
  | { readonly url: string; readonly password: () => Promise<string> };

/** Time limits of a connection, milliseconds. */
export type ConnectionLimits = {
  /** Opening a connection, and waiting for a free one of a pool. */
  readonly connectMs: number;
  /** Waiting for a lock. */
  readonly lockMs: number;
  /** A statement, by the server's clock. */
  readonly statementMs: number;
  /** A transaction between two statements. */
  readonly idleInTransactionMs: number;
  /** A statement, by our clock. Above `statementMs`: it detects a server that no longer answers. */
  readonly answerMs: number;
  /** How often the listening connection checks that the server still answers. */
  readonly aliveCheckMs: number;
};

/** Below 10 s, the time limit of the workflow's short steps, so that these limits apply first. */
export const defaultLimits: ConnectionLimits = {
  connectMs: 5_000,
  lockMs: 5_000,
  statementMs: 7_000,
  idleInTransactionMs: 10_000,
  answerMs: 8_000,
  aliveCheckMs: 10_000,
};

/** The server ends a session, and its locks, 25 s after its client has become unreachable. */
const serverKeepAlive = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
};

/** Options of a `Connection`. */
export type ConnectionOptions = pg.ClientConfig & {
  /** Settings of the session, which are made before its first statement. */
  readonly session?: Readonly<Record<string, number>>;
  /** Whether the server keeps a statement parsed and planned for its next use. */
  readonly prepares?: boolean;
};

/**
 * The options of a connection with time limits.
 *
 * @param prepares False where a pooler does not keep the prepared statements of its sessions apart.
 */
export function connectionOptions(
  database: DatabaseUrl,
  limits: ConnectionLimits,
  prepares = true,
): ConnectionOptions {
  const { url, ...password } = typeof database === 'string' ? { url: database } : database;
  return {
    prepares,
    ...password,
    connectionString: url,
    application_name: 'health-monitor',
    connectionTimeoutMillis: limits.connectMs,
    // By statements: poolers refuse most settings that come with the connection, or leave them out.
    session: {
      lock_timeout: limits.lockMs,
      statement_timeout: limits.statementMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionMs,
      ...serverKeepAlive,
    },
    query_timeout: limits.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

const names = new Map<string, string>();

/** Name of a prepared statement: at most 63 bytes, the same for the same text. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

/**
 * A connection that makes all text in parameters storable, and names each statement with parameters,
 * so that the server parses it once. Pools and the listening connection use this class, so it covers
 * every statement.
 */
export class Connection extends pg.Client {
  readonly #prepares: boolean;
  readonly #session: string;

  constructor(options: ConnectionOptions = {}) {
    super(options);
    this.#prepares = options.prepares ?? true;
    this.#session = Object.entries(options.session ?? {})
      .map(([name, value]) => `set ${name} = ${value}`)
      .join('; ');
    const { password } = options;
    if (typeof password !== 'function') return;
    const brought = async (): Promise<string> => {
      try {
        return await password();
      } catch (error) {
        // The driver would leave the socket open, and the server waits a minute for what comes by it.
        this.#cut();
        throw error;
      }
    };
    // An address without a password stands for an empty one, which the driver prefers.
    Object.assign(this, { password: brought });
  }

  #cut(): void {
    (this as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();
  }

  async #open(connect: () => Promise<unknown>): Promise<void> {
    await connect();
    if (this.#session === '') return;
    try {
      await super.query(this.#session);
    } catch (error) {
      this.#cut();
      throw error;
    }
  }

  /** Pools give a callback. */
  override connect = ((callback?: (error?: unknown) => void): Promise<void> | undefined => {
    const opened = this.#open(() => super.connect());
    if (callback === undefined) return opened;
    opened.then(() => callback(), callback);
    return undefined;
  }) as pg.Client['connect'];

  /** The driver accepts the values as second argument, or inside an object with the statement. */
  override query = ((statement: unknown, values?: unknown, ...rest: unknown[]): unknown => {
    const isNamed = this.#prepares && typeof statement === 'string' && Array.isArray(values);
    const call = [
      isNamed ? { name: nameOf(statement), text: statement } : withStorable(statement),
      Array.isArray(values) ? values.map(toParameter) : values,
      ...rest,
    ];
    // Each overload takes some of these arguments; the driver distinguishes them at run time.
    return super.query(...(call as Parameters<pg.Client['query']>));
  }) as pg.Client['query'];
}

function withStorable(statement: unknown): unknown {
  if (!hasValues(statement)) return statement;
  return { ...statement, values: statement.values.map(toParameter) };
}

function hasValues(statement: unknown): statement is { values: readonly unknown[] } {
  return (
    typeof statement === 'object' &&
    statement !== null &&
    'values' in statement &&
    Array.isArray(statement.values) &&
    !('submit' in statement)
  );
}
