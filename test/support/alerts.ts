import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createAlerts } from '../../adapters/databricks/alerts.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { createWarehouse } from '../../adapters/databricks/warehouse.ts';
import type { Alerts } from '../../domain/proposal-ports.ts';
import type { AlertContent } from '../../domain/proposals.ts';
import { evidenceId } from '../../domain/ids.ts';
import type { Workspace } from '../../local/workspace/workspace.ts';
import { hex } from './evidence.ts';

/** The SQL warehouse of the local workspace. */
export const warehouseId = 'a1b2c3d4e5f60001';

/** Alerts of a workspace that has none and takes none. */
export const noAlerts: Alerts = {
  check: async () => {},
  create: () => Promise.reject(new Error('nothing is created here')),
  marked: async () => [],
  read: async () => null,
  setPaused: async () => {},
  remove: async () => {},
};

/** The adapters of alerts and of the warehouse over a local workspace, as one of its principals. */
export function alertsOf({ url, token }: Workspace, name?: string) {
  const rest = { clientId: null, clientSecret: null, profile: null };
  const own = name === undefined ? token : `${token}-${name}`;
  const http = createHttp(url, createAuthenticate({ host: url, token: own, ...rest }), 1_500);
  const caller = async () => ({ name: 'us', isServicePrincipal: false }) as never;
  return {
    alerts: createAlerts(url, http),
    warehouse: createWarehouse(warehouseId, { http, caller }),
  };
}

/** A proposed alert on the hour of the clock. */
export const anAlert = (over: Partial<AlertContent> = {}): AlertContent => ({
  title: 'Hour of the day',
  reason: 'Because.',
  evidenceId: evidenceId(hex()),
  certified: 'reliability/failing_jobs',
  sql: 'select hour(current_timestamp()) as n',
  columns: [{ name: 'n', type: 'INT' }],
  condition: {
    column: 'n',
    aggregation: null,
    operator: 'GREATER_THAN',
    threshold: 5,
    whenEmpty: 'OK',
  },
  schedule: { cron: '0 0 * * * ?', timeZone: 'UTC' },
  notifies: ['oncall@example.com'],
  warehouseId,
  ...over,
});
