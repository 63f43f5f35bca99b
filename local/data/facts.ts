/** One audited action. `at` is ISO-8601 UTC. */
export type AuditFact = {
  readonly at: string;
  readonly workspaceId: string;
  readonly user: string | null;
  readonly service: string;
  readonly action: string;
  readonly ip: string;
  readonly status: number;
  /** The object that the request named, if any. */
  readonly object: string | null;
};

/** One statement on a warehouse; times in milliseconds, sizes in bytes. */
export type QueryFact = {
  readonly at: string;
  readonly id: string;
  readonly workspaceId: string;
  readonly warehouseId: string;
  readonly user: string;
  readonly status: string;
  readonly error: string | null;
  readonly app: string;
  readonly dashboardId: string | null;
  /** The first 24 characters of the statement. */
  readonly text: string;
  readonly totalMs: number;
  readonly waitMs: number;
  readonly executionMs: number;
  readonly compileMs: number;
  readonly spilled: number;
  readonly readBytes: number;
  readonly cached: boolean;
  readonly prunedFiles: number;
  readonly readFiles: number;
};

/** One lineage row: a read when `target` is null, else a write of `target` out of `source`. */
export type LineageFact = {
  readonly at: string;
  readonly workspaceId: string;
  readonly source: string | null;
  readonly target: string | null;
  readonly by: string;
  readonly kind: string;
  readonly entityId: string;
};

/** One scan of a table by data quality monitoring. */
export type ScanFact = {
  readonly at: string;
  readonly table: string;
  readonly stale: boolean;
  readonly incomplete: boolean;
  /** True when the monitor could not judge the table. */
  readonly unknown: boolean;
  readonly lastCommit: string;
  readonly rows: number;
  readonly leastRows: number;
};

/** One update of a pipeline; `endedAt` and `result` are null while it runs. */
export type UpdateFact = {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly updateId: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly result: string | null;
  readonly fullRefresh: boolean;
};

/** Load of the nodes of a cluster on a UTC day: one value per node and five minutes, percent. */
export type NodeDayFact = {
  readonly date: string;
  readonly workspaceId: string;
  readonly clusterId: string;
  readonly cpu: readonly number[];
  readonly mem: readonly number[];
};

/** Requests to one served endpoint on a UTC day. */
export type EndpointDayFact = {
  readonly date: string;
  readonly workspaceId: string;
  readonly endpoint: string;
  readonly requests: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** Usage of one object on a UTC day. Money is exact decimal text in USD, quantities in DBU. */
export type UsageDayFact = {
  readonly usageDate: string;
  readonly workspaceId: string;
  readonly skuName: string;
  readonly product: string;
  readonly kind: string;
  readonly objectId: string;
  readonly team: string | null;
  readonly owner: string | null;
  readonly recordType: string;
  readonly quantity: string;
  readonly costUsd: string;
  readonly accountUsd: string;
};

/** The list price of a SKU on a cloud from an instant onwards; exact decimal text in USD. */
export type PriceFact = {
  readonly from: string;
  readonly sku: string;
  readonly cloud: string;
  readonly usd: string;
};

/** The settings of a job from an instant onwards. */
export type JobVersionFact = {
  readonly at: string;
  readonly workspaceId: string;
  readonly jobId: string;
  readonly name: string;
  readonly team: string | null;
  readonly runAs: string;
  readonly isDeleted: boolean;
};

/** The settings of a warehouse from an instant onwards. */
export type WarehouseVersionFact = {
  readonly at: string;
  readonly workspaceId: string;
  readonly warehouseId: string;
  readonly size: string;
};

/** The settings of a cluster from an instant onwards; `workers` is null with autoscaling. */
export type ClusterVersionFact = {
  readonly at: string;
  readonly workspaceId: string;
  readonly clusterId: string;
  readonly name: string;
  readonly owner: string;
  readonly workers: number | null;
  readonly stopsAfterMinutes: number | null;
  readonly runtime: string;
  readonly isDeleted: boolean;
};

/** One ended execution of a task; `isRetry` when the retry policy started it. */
export type TaskRunFact = {
  readonly workspaceId: string;
  readonly jobId: string;
  readonly runId: string;
  readonly task: string;
  readonly endedAt: string;
  readonly result: string;
  readonly isRetry: boolean;
};

/** Every generated object and event, in the order in which it was recorded. */
export type Facts = {
  readonly audits: readonly AuditFact[];
  readonly queries: readonly QueryFact[];
  readonly lineage: readonly LineageFact[];
  readonly scans: readonly ScanFact[];
  readonly pipelineUpdates: readonly UpdateFact[];
  readonly taskRuns: readonly TaskRunFact[];
  readonly prices: readonly PriceFact[];
  readonly jobVersions: readonly JobVersionFact[];
  readonly warehouseVersions: readonly WarehouseVersionFact[];
  readonly clusterVersions: readonly ClusterVersionFact[];
  readonly nodeDays: readonly NodeDayFact[];
  readonly columns: readonly {
    readonly table: string;
    readonly column: string;
    readonly found: string | null;
    readonly masked: boolean;
    readonly comment: string | null;
  }[];
  readonly privileges: readonly {
    readonly table: string;
    readonly grantee: string;
    readonly privilege: string;
    readonly inheritedFrom: string;
  }[];
  readonly tableTags: readonly {
    readonly table: string;
    readonly tag: string;
    readonly value: string;
  }[];
  readonly warehouseEvents: readonly {
    readonly at: string;
    readonly warehouseId: string;
    readonly type: string;
    readonly clusters: number;
  }[];
  readonly operations: readonly {
    readonly at: string;
    readonly table: string;
    readonly type: string;
    readonly failed: boolean;
    readonly quantity: number;
  }[];
};

type Writable<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : never;
};

/** Facts while they are being recorded. */
export type MutableFacts = Writable<Facts>;

/** Facts with no entries. */
export const emptyFacts = (): MutableFacts => ({
  audits: [],
  queries: [],
  lineage: [],
  scans: [],
  pipelineUpdates: [],
  taskRuns: [],
  prices: [],
  jobVersions: [],
  warehouseVersions: [],
  clusterVersions: [],
  nodeDays: [],
  columns: [],
  privileges: [],
  tableTags: [],
  warehouseEvents: [],
  operations: [],
});
