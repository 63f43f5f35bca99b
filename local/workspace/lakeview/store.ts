import { createHash, randomBytes } from 'node:crypto';

/** What a request may set of a dashboard. `serialized` is JSON as it was sent. */
export type DashboardSettings = {
  readonly displayName: string;
  readonly parentPath: string;
  readonly warehouseId: string | null;
  readonly serialized: string;
};

export type Published = {
  readonly displayName: string;
  readonly embedCredentials: boolean;
  readonly warehouseId: string | null;
  readonly revisionMs: number;
};

export type Dashboard = DashboardSettings & {
  readonly id: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly isTrashed: boolean;
  readonly published: Published | null;
  /** Values by key; empty text for a tag without a value. */
  readonly tags: Readonly<Record<string, string>>;
};

/** The dashboards, in order of creation; kept until the process ends. */
export type DashboardStore = {
  readonly list: () => readonly Dashboard[];
  readonly find: (id: string) => Dashboard | null;
  readonly create: (settings: DashboardSettings) => Dashboard;
  /** Effect: replaces the dashboard of the same id. */
  readonly save: (dashboard: Dashboard) => Dashboard;
};

/** The etag of a draft, for optimistic locking; equal settings have equal etags. */
export function etagOf({ displayName, warehouseId, serialized }: Dashboard): string {
  const settings = JSON.stringify([displayName, warehouseId, serialized]);
  return createHash('sha256').update(settings).digest('hex').slice(0, 32);
}

/** The path of a dashboard's file in the workspace. */
export const pathOf = ({ parentPath, displayName }: DashboardSettings): string =>
  `${parentPath}/${displayName}.lvdash.json`;

/** Starts without dashboards. Effect: keeps changes in memory. */
export function createDashboards(): DashboardStore {
  const dashboards = new Map<string, Dashboard>();
  const save = (dashboard: Dashboard): Dashboard => {
    dashboards.set(dashboard.id, dashboard);
    return dashboard;
  };
  return {
    list: () => [...dashboards.values()],
    find: (id) => dashboards.get(id) ?? null,
    create: (settings) => {
      const nowMs = Date.now();
      const id = randomBytes(16).toString('hex');
      const times = { createdMs: nowMs, updatedMs: nowMs };
      return save({ ...settings, id, ...times, isTrashed: false, published: null, tags: {} });
    },
    save,
  };
}
