import { analyticsUs, prodEu, prodUs, type WorkspaceRow } from './estate.ts';

export type PipelineRow = {
  readonly workspace: WorkspaceRow;
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly runAs: string;
  readonly everyHours: number;
  readonly minutes: number;
  readonly dbuPerHour: number;
  readonly failRate: number;
};

const defaults = { runAs: 'etl-runners', minutes: 20, dbuPerHour: 18, failRate: 0.03 };

export const pipelines: readonly PipelineRow[] = [
  {
    ...defaults,
    workspace: prodUs,
    id: '5b0c7a10-0001-4e2f-8a11-90d1c2b3a401',
    name: 'payments_stream',
    team: 'payments',
    everyHours: 6,
  },
  {
    ...defaults,
    workspace: prodUs,
    id: '5b0c7a10-0002-4e2f-8a11-90d1c2b3a402',
    name: 'web_sessions',
    team: 'web',
    everyHours: 3,
    minutes: 12,
  },
  {
    ...defaults,
    workspace: analyticsUs,
    id: '5b0c7a10-0003-4e2f-8a11-90d1c2b3a403',
    name: 'events "gold" | stream',
    team: null,
    everyHours: 6,
    minutes: 75,
    failRate: 0.1,
  },
  {
    ...defaults,
    workspace: prodEu,
    id: '5b0c7a10-0004-4e2f-8a11-90d1c2b3a404',
    name: 'Bestellungen_stündlich',
    team: 'sales',
    everyHours: 4,
  },
];
