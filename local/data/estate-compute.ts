import { analyticsUs, prodEu, prodUs, type WorkspaceRow } from './estate.ts';

export type ClusterRow = {
  readonly workspace: WorkspaceRow;
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly team: string | null;
  readonly nodeType: string;
  readonly workers: number;
  /** Minimum and maximum number of workers; null for a fixed size. */
  readonly autoscale: readonly [number, number] | null;
  readonly stopsAfterMinutes: number | null;
  readonly runtime: string;
  /** UTC hours at which it starts and stops on working days. */
  readonly open: readonly [number, number];
  readonly cpuPercent: number;
  readonly memPercent: number;
  readonly dbuPerHour: number;
};

const defaults = {
  nodeType: 'i3.xlarge',
  autoscale: null,
  stopsAfterMinutes: 60,
  runtime: '15.4.x-scala2.12',
  open: [8, 18],
  dbuPerHour: 8,
} as const;

/** All-purpose clusters; jobs and pipelines run serverless. */
export const clusters: readonly ClusterRow[] = [
  {
    ...defaults,
    workspace: prodUs,
    id: '0101-000000-produs',
    name: 'shared-etl',
    owner: 'ana@example.com',
    team: 'core',
    workers: 2,
    autoscale: [1, 4],
    cpuPercent: 55,
    memPercent: 60,
  },
  {
    ...defaults,
    workspace: analyticsUs,
    id: '0101-000000-analyticsus',
    name: "analysts' notebooks | shared",
    owner: 'bo@example.com',
    team: null,
    nodeType: 'r5.4xlarge',
    workers: 4,
    runtime: '11.3.x-scala2.12',
    cpuPercent: 9,
    memPercent: 21,
  },
  {
    ...defaults,
    workspace: analyticsUs,
    id: '0101-000000-mllab',
    name: 'ml-lab',
    owner: 'chen@example.com',
    team: 'marketing',
    nodeType: 'g5.xlarge',
    workers: 1,
    open: [10, 14],
    cpuPercent: 78,
    memPercent: 88,
  },
  {
    ...defaults,
    workspace: prodEu,
    id: '0101-000000-prodeu',
    name: 'eu-explore',
    owner: 'dina@example.com',
    team: 'sales',
    workers: 2,
    stopsAfterMinutes: null,
    runtime: '14.3.x-scala2.12',
    cpuPercent: 34,
    memPercent: 45,
  },
];

export const nodeTypes = [
  { name: 'i3.xlarge', cores: 4, memoryMb: 31_232, gpus: 0 },
  { name: 'r5.4xlarge', cores: 16, memoryMb: 131_072, gpus: 0 },
  { name: 'g5.xlarge', cores: 4, memoryMb: 16_384, gpus: 1 },
] as const;

export type EndpointRow = {
  readonly workspace: WorkspaceRow;
  readonly name: string;
  readonly entityId: string;
  readonly entityName: string;
  readonly perHour: number;
};

/** Two endpoints have the name `assistant`, because names are unique only within a workspace. */
export const endpoints: readonly EndpointRow[] = [
  {
    workspace: prodUs,
    name: 'assistant',
    entityId: 'e7a10001',
    entityName: 'system.ai.claude',
    perHour: 3,
  },
  {
    workspace: analyticsUs,
    name: 'churn-scoring',
    entityId: 'e7a10002',
    entityName: 'analytics.marketing.churn',
    perHour: 2,
  },
  {
    workspace: prodEu,
    name: 'assistant',
    entityId: 'e7a10003',
    entityName: 'system.ai.claude',
    perHour: 2,
  },
];
