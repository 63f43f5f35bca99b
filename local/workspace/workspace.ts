import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createApp } from './app.ts';
import { createFaults } from './control/faults.ts';
import { createRequestLog } from './control/requests.ts';
import { createDataset } from './dataset.ts';
import { createQuota } from './genie/quota.ts';
import { createSpaces } from './genie/space-store.ts';
import { createGenieStore } from './genie/store.ts';
import { createPrincipals } from './oauth/principals.ts';
import { createAccess } from './permissions/access.ts';
import { type GenieSpeed, timeOf, type WorkspaceState } from './state.ts';
import { createStatements } from './statements/store.ts';
import { createWarehouses } from './warehouses/store.ts';

export type WorkspaceOptions = {
  readonly cacheDir: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly seed?: number;
  /** Where the data ends, epoch milliseconds; the start of today in UTC by default. */
  readonly nowMs?: number;
  /** How many days of data lie before that. */
  readonly days?: number;
  readonly genieSpeed?: GenieSpeed;
  /** How long every answer takes, in milliseconds, whatever the speed: for tests that need no more. */
  readonly answerMs?: number;
  /** Questions a minute; 60 when fast, 5 when realistic. */
  readonly genieQpm?: number;
  /** The administrator's personal access token; a random one by default. */
  readonly token?: string;
  /** Whether the warehouses run at the start; warm by default. */
  readonly warehouse?: 'warm' | 'cold';
  /** How long a warehouse takes to start; 2 s when fast, 45 s when realistic. */
  readonly warehouseStartMs?: number;
  readonly onProgress?: (line: string) => void;
};

export type Workspace = {
  readonly url: string;
  readonly token: string;
  /** Settles when the data can be asked. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
};

const dayMs = 86_400_000;
const loopback = '127.0.0.1';
const orgId = '4010000000000001';

/** The start of the current UTC day: every start within a day finds the same built data. */
export const defaultNowMs = (): number => Math.floor(Date.now() / dayMs) * dayMs;

function createState(
  options: WorkspaceOptions,
  token: string,
  closing: AbortSignal,
): WorkspaceState {
  const { seed = 1, genieSpeed = 'fast', days = 30, cacheDir, onProgress = () => {} } = options;
  const clock = { nowMs: options.nowMs ?? defaultNowMs(), movedMs: 0 };
  const startMs = options.warehouseStartMs ?? (genieSpeed === 'fast' ? 2000 : 45_000);
  const catalogue = loadCatalogue();
  return {
    settings: { seed, genieSpeed, orgId, answerMs: options.answerMs ?? null },
    clock,
    catalogue,
    dataset: createDataset({ cacheDir, seed, days, onProgress }),
    requests: createRequestLog(),
    faults: createFaults(seed),
    principals: createPrincipals(token, () => timeOf(clock)),
    access: createAccess(),
    warehouses: createWarehouses(startMs, options.warehouse !== 'cold'),
    statements: createStatements(() => timeOf(clock)),
    spaces: createSpaces(catalogue),
    genie: createGenieStore(),
    quota: createQuota(options.genieQpm ?? (genieSpeed === 'fast' ? 60 : 5)),
    closing,
  };
}

/**
 * Starts a workspace on loopback, never elsewhere. It listens at once; the data follows (`ready`).
 *
 * Effect: opens a port, builds data under the cache folder when it is not there yet.
 */
export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const token = options.token ?? `dapi${randomBytes(16).toString('hex')}`;
  const closing = new AbortController();
  const state = createState(options, token, closing.signal);
  const server = createAdaptorServer({ fetch: createApp(state).fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, loopback, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const ready = state.dataset.load(state.clock.nowMs);
  ready.catch(() => {});
  const close = async () => {
    closing.abort();
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
    await ready.catch(() => {});
    state.dataset.close();
  };
  return { url: `http://${loopback}:${port}`, token, ready, close };
}
