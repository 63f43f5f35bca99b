import { randomBytes } from 'node:crypto';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { type Catalogue, loadCatalogue } from '../../sql/catalogue.ts';
import type { IsRead } from '../data/own-export.ts';
import type { Planted } from '../data/planted.ts';
import { createAlerts } from './alerts/store.ts';
import { createApp } from './app.ts';
import { createDeltaDatabase } from './delta/database.ts';
import { createFaults } from './control/faults.ts';
import { createRequestLog } from './control/requests.ts';
import { createDataset, type Dataset, defaultNowMs } from './dataset.ts';
import { createQuota } from './genie/quota.ts';
import { createSpaces } from './genie/space-store.ts';
import { createGenieStore } from './genie/store.ts';
import { createDashboards } from './lakeview/store.ts';
import { createPrincipals } from './oauth/principals.ts';
import { createAccess } from './permissions/access.ts';
import { type GenieSpeed, type GenieStyle, workspaceTimeMs, type WorkspaceState } from './state.ts';
import { createStatements } from './statements/store.ts';
import { createSessions } from './thrift/sessions.ts';
import { createVectorSearch } from './vector-search/store.ts';
import { createWarehouses } from './warehouses/store.ts';

export type WorkspaceOptions = Planted & {
  readonly cacheDir: string;
  /** 0, the default, picks a free port. */
  readonly port?: number;
  /** Of the SQL driver, which speaks TLS only; null, the default, opens none. 0 picks a free one. */
  readonly sqlPort?: number | null;
  /** Folder in which Delta tables and certificates outlive the process; without it they do not. */
  readonly stateDir?: string;
  readonly seed?: number;
  /** The end of the data, epoch milliseconds; the start of today in UTC by default. */
  readonly nowMs?: number;
  /** Full names of system tables that this workspace does not have. */
  readonly absentTables?: readonly string[];
  /** How many days of data there are before that. */
  readonly days?: number;
  /** A folder with the user's own system tables, used instead of generated data. */
  readonly ownData?: string;
  readonly genieSpeed?: GenieSpeed;
  /** `free` answers with different SQL of the same meaning, as a real Genie may. */
  readonly genieStyle?: GenieStyle;
  /** Time of every answer in milliseconds, regardless of the speed; for tests. */
  readonly answerMs?: number;
  /** Questions a minute; 60 when fast, 5 when realistic. */
  readonly genieQpm?: number;
  /** The administrator's personal access token; a random one by default. */
  readonly token?: string;
  /** Whether the warehouses are running at the start; `warm` by default. */
  readonly warehouse?: 'warm' | 'cold';
  /** How long a warehouse takes to start; 2 s when fast, 45 s when realistic. */
  readonly warehouseStartMs?: number;
  readonly onProgress?: (line: string) => void;
};

export type Workspace = {
  readonly url: string;
  /** Where the SQL driver connects, and the authority that vouches for it (PEM); null without a port. */
  readonly sql: { readonly url: string; readonly authority: string } | null;
  readonly token: string;
  /** Resolves when the data is loaded; rejects when it cannot be loaded. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
};

const loopback = '127.0.0.1';
const orgId = '4010000000000001';

/** Start time of a warehouse and questions per minute, by speed. */
const speedPresets = {
  fast: { startMs: 2000, qpm: 60 },
  realistic: { startMs: 45_000, qpm: 5 },
} as const;

/** A column counts as read when a statement that names its table also contains the column's name. */
const readsColumn =
  (catalogue: Catalogue): IsRead =>
  (table, column) =>
    catalogue.questions.some(
      ({ sql }) => sql.includes(`system.${table}`) && new RegExp(`\\b${column}\\b`).test(sql),
    );

function datasetOf(options: WorkspaceOptions, catalogue: Catalogue, seed: number): Dataset {
  const { cacheDir, days = 90, ownData = null, onProgress = () => {}, incidents, decoys } = options;
  const isRead = readsColumn(catalogue);
  return createDataset({
    ...(incidents === undefined ? {} : { incidents }),
    ...(decoys === undefined ? {} : { decoys }),
    cacheDir,
    seed,
    days,
    ownData,
    isRead,
    onProgress,
  });
}

function createState(
  options: WorkspaceOptions,
  token: string,
  closing: AbortSignal,
): WorkspaceState {
  const { seed = 1, genieSpeed = 'fast', genieStyle = 'certified' } = options;
  const catalogue = loadCatalogue();
  const clock = { nowMs: options.nowMs ?? defaultNowMs(), movedMs: 0 };
  const { startMs, qpm } = speedPresets[genieSpeed];
  return {
    settings: { seed, genieSpeed, genieStyle, orgId, answerMs: options.answerMs ?? null },
    clock,
    catalogue,
    dataset: datasetOf(options, catalogue, seed),
    requests: createRequestLog(),
    faults: createFaults(seed),
    principals: createPrincipals(token, () => workspaceTimeMs(clock)),
    access: createAccess(options.absentTables ?? []),
    warehouses: createWarehouses(options.warehouseStartMs ?? startMs, options.warehouse !== 'cold'),
    statements: createStatements(() => workspaceTimeMs(clock)),
    delta: createDeltaDatabase(
      options.stateDir === undefined ? null : join(options.stateDir, 'delta.duckdb'),
    ),
    sqlSessions: createSessions(() => workspaceTimeMs(clock)),
    spaces: createSpaces(catalogue),
    genie: createGenieStore(),
    quota: createQuota(options.genieQpm ?? qpm),
    dashboards: createDashboards(),
    alerts: createAlerts(),
    vectorSearch: createVectorSearch(),
    closing,
  };
}

type Fetch = ReturnType<typeof createApp>['fetch'];
type Server = ReturnType<typeof createAdaptorServer>;

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
}

/** The same application over TLS, with a certificate of its own authority. */
async function openTls(
  fetch: Fetch,
  port: number,
  stateDir: string | null,
): Promise<{ server: Server; sql: NonNullable<Workspace['sql']> }> {
  // What makes certificates is loaded where they are wanted.
  const { keptCertificates } = await import('./thrift/certificates.ts');
  const { authority, certificate: cert, key } = await keptCertificates(stateDir);
  const server = createAdaptorServer({
    fetch,
    createServer: createTlsServer,
    serverOptions: { cert, key },
  });
  return { server, sql: { url: `https://${loopback}:${await listen(server, port)}`, authority } };
}

/**
 * Starts a workspace on the loopback interface only. It listens at once; the data is loaded later (`ready`).
 *
 * Effect: opens a port, or two; builds the data in the cache folder unless it is there already.
 */
export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const token = options.token ?? `dapi${randomBytes(16).toString('hex')}`;
  const closing = new AbortController();
  const state = createState(options, token, closing.signal);
  const { fetch } = createApp(state);
  const server = createAdaptorServer({ fetch });
  const port = await listen(server, options.port ?? 0);
  const { sqlPort = null } = options;
  const tls = sqlPort === null ? null : await openTls(fetch, sqlPort, options.stateDir ?? null);
  const ready = state.dataset.load(options.nowMs ?? null).then((nowMs) => {
    state.clock.nowMs = nowMs;
  });
  ready.catch(() => {});
  const close = async () => {
    closing.abort();
    await Promise.all([closeServer(server), tls === null ? undefined : closeServer(tls.server)]);
    await ready.catch(() => {});
    state.dataset.close();
    state.delta.close();
  };
  return { url: `http://${loopback}:${port}`, sql: tls?.sql ?? null, token, ready, close };
}
