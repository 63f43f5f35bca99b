/** A dashboard as it was listed; each tag as `key` or `key:value`. */
export type KnownDashboard = {
  readonly dashboardId: string;
  readonly title: string;
  readonly tags: readonly string[];
};

/** Which dashboards a workspace has, as they were last listed. */
export type DashboardShelf = {
  /** Null when they were never listed. `atMs` is when, epoch milliseconds. */
  readonly read: () => Promise<{
    readonly dashboards: readonly KnownDashboard[];
    readonly atMs: number;
  } | null>;
  /** Makes what is stored equal to the list. */
  readonly replace: (dashboards: readonly KnownDashboard[]) => Promise<void>;
};

export type DashboardSteps = {
  /** Lists the dashboards of the workspace anew, with their tags; returns how many there are. */
  readonly refreshDashboards: () => Promise<number>;
};
