import type { Config } from '../config/index.ts';
import { clockOf } from '../domain/clock.ts';
import type { Genie } from '../domain/genie.ts';
import type { Caller } from '../domain/hints.ts';
import type { Reasoner } from '../domain/reasoner-port.ts';
import type { Alerts } from '../domain/proposal-ports.ts';
import type { DashboardShelf } from '../domain/dashboards.ts';
import type { DashboardFinder, RunbookSearch } from '../domain/tools.ts';
import type { Warehouse } from '../domain/warehouse.ts';
import { createAuthenticate, signInOf } from './databricks/auth.ts';
import type { Authenticate } from './databricks/auth.ts';
import { createGenie } from './databricks/genie.ts';
import { createAlerts } from './databricks/alerts.ts';
import { createDashboards } from './databricks/dashboards.ts';
import type { Dashboards } from './databricks/dashboards.ts';
import { createDashboardFinder } from './databricks/find-dashboards.ts';
import { answerTimeoutMs, createHttp } from './databricks/http.ts';
import type { Warn } from './databricks/http.ts';
import { createRunbookIndex } from './databricks/runbook-index.ts';
import { createWarehouse } from './databricks/warehouse.ts';
import { createLogger } from './logger.ts';
import type { DashboardWords } from './databricks/find-dashboards.ts';
import type { ModelSettings } from './model/chat.ts';
import { createReasoner } from './model/reasoner.ts';
import { isAddress, outboundHosts } from './outbound.ts';

export type Connections = {
  readonly genie: Genie;
  readonly reasoner: Reasoner;
  /** Finds runbooks in the index that is set, else in those that are stored. */
  readonly runbooksIn: (stored: RunbookSearch) => RunbookSearch;
  /** Null when no warehouse is set. */
  readonly warehouse: Warehouse | null;
  /** Genie and the warehouse, asked as somebody else. */
  readonly asCaller: (
    authenticate: Authenticate,
    caller: Omit<Caller, 'host'>,
  ) => Pick<Connections, 'genie' | 'warehouse'>;
  readonly alerts: Alerts;
  /** Finds dashboards by the words of the domains. */
  readonly findDashboards: (words: DashboardWords, shelf: DashboardShelf) => DashboardFinder;
  readonly dashboards: Dashboards;
  /** Hosts that data leaves to. */
  readonly outboundHosts: readonly string[];
};

/**
 * Opens the ways out of this process: to the workspace and, when one is set, to a model.
 *
 * Effect: none until they are used.
 *
 * @throws {Error} when no workspace is configured.
 */
export function connect(
  {
    databricks,
    model,
    timeZone,
    pinnedNow,
    evaluation,
    telemetry,
    tools,
    memory,
    digests,
  }: Pick<
    Config,
    'databricks' | 'model' | 'timeZone' | 'pinnedNow' | 'evaluation' | 'telemetry' | 'tools'
  > &
    Partial<Pick<Config, 'memory' | 'digests'>>,
  log = createLogger('outbound'),
): Connections {
  const { host } = databricks;
  if (host === null) {
    throw new Error(
      'DATABRICKS_HOST is not set: set it, or run `npm start` for a local workspace.',
    );
  }
  const authenticate = createAuthenticate({ ...databricks, host });
  const warn = (facts: object, message: string): void => {
    log.warn(facts, message);
  };
  const settings = modelSettings(model, host, authenticate, warn);
  const http = createHttp(host, authenticate, answerTimeoutMs, warn);
  const genie = createGenie(host, http, signInOf(databricks));
  const dashboards = createDashboards(http);
  const { warehouseId } = databricks;
  const { runbookIndex } = tools;
  const ways = { model, evaluation, telemetry, tools, databricks };
  return {
    genie,
    asCaller: asCallerAt(host, warehouseId, warn),
    alerts: createAlerts(host, http),
    dashboards,
    findDashboards: (words, shelf) =>
      createDashboardFinder({
        host,
        http,
        dashboards,
        shelf,
        words,
        configured: databricks.dashboards,
      }),
    warehouse:
      warehouseId === null ? null : createWarehouse(warehouseId, { http, caller: genie.caller }),
    runbooksIn: (stored) =>
      runbookIndex === null ? stored : createRunbookIndex(runbookIndex, http, stored),
    reasoner: createReasoner(
      settings === null ? null : { ...settings, timeZone, now: clockOf(pinnedNow) },
    ),
    outboundHosts: outboundHosts(host, { ...ways, memory, digests }),
  };
}

const asCallerAt =
  (host: string, warehouseId: string | null, warn: Warn): Connections['asCaller'] =>
  (authenticate, { principal, signIn }) => {
    const http = createHttp(host, authenticate, answerTimeoutMs, warn);
    const caller = () => Promise.resolve({ principal, signIn, host: new URL(host).origin });
    return {
      genie: { ...createGenie(host, http, signIn), caller },
      warehouse: warehouseId === null ? null : createWarehouse(warehouseId, { http, caller }),
    };
  };

/**
 * How the model of a configuration is called, outside of `connect`; null when none is set.
 *
 * @throws {Error} When the model is one of a workspace, and no workspace is set.
 */
export function settingsOfModel(
  { databricks, model, timeZone }: Pick<Config, 'databricks' | 'model' | 'timeZone'>,
  warn: ModelSettings['warn'],
): ModelSettings | null {
  const { host } = databricks;
  if (host === null && model.endpoint !== null && !isAddress(model.endpoint))
    throw new Error(`LLM_ENDPOINT is ${model.endpoint}, of a workspace: set DATABRICKS_HOST.`);
  const authenticate = createAuthenticate({ ...databricks, host: host ?? '' });
  const settings = modelSettings(model, host ?? '', authenticate, warn);
  return settings === null ? null : { ...settings, timeZone };
}

/**
 * How the model is called, or null when none is set. A bare name is a serving endpoint of the
 * workspace; an address is any service that speaks OpenAI's protocol.
 */
export function modelSettings(
  model: Config['model'],
  host: string,
  authenticate: Authenticate,
  warn: ModelSettings['warn'],
): ModelSettings | null {
  const { endpoint, name, apiKey, temperature } = model;
  if (endpoint === null) return null;
  const links = host === '' ? [] : [new URL(host).origin];
  if (isAddress(endpoint)) {
    const key = apiKey ?? 'none';
    return {
      baseUrl: endpoint,
      model: name ?? 'default',
      temperature,
      links,
      warn,
      apiKey: () => Promise.resolve(key),
    };
  }
  return {
    baseUrl: new URL('/serving-endpoints', host).href,
    model: endpoint,
    temperature,
    links,
    warn,
    apiKey: async () => bearerOf(await authenticate()),
  };
}

function bearerOf(headers: Record<string, string>): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization');
  return found?.[1].replace(/^Bearer /, '') ?? '';
}
