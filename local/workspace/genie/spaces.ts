import type { Domain } from '../../../domain/domains.ts';

export type LocalSpace = {
  readonly spaceId: string;
  readonly title: string;
  readonly description: string;
};

/** The Genie spaces of the local workspace, one a domain. Ids never change, so that settings may name them. */
export const localSpaces: Readonly<Record<Domain, LocalSpace>> = {
  cost: {
    spaceId: '01f1c057000000000000000000000001',
    title: 'Cost of the platform',
    description:
      'List cost by day, workspace, SKU and job, and what changed it. Reads system.billing.',
  },
  security: {
    spaceId: '01f15ec0000000000000000000000002',
    title: 'Security of the platform',
    description:
      'Who read which table, who changed permissions, what was refused. Reads system.access.',
  },
  performance: {
    spaceId: '01f1be4f000000000000000000000003',
    title: 'Performance of the platform',
    description:
      'Slow and failed queries, load of warehouses. Reads system.query and system.compute.',
  },
  reliability: {
    spaceId: '01f14e11000000000000000000000004',
    title: 'Reliability of the platform',
    description: 'Failed jobs and runs, success rates. Reads system.lakeflow.',
  },
  quality: {
    spaceId: '01f1da7a000000000000000000000005',
    title: 'Quality of the data',
    description:
      'Stale, unhealthy and unused tables. Reads system.data_quality_monitoring and lineage.',
  },
  unified: {
    spaceId: '01f1a110000000000000000000000006',
    title: 'Unified view of the platform',
    description: 'Questions about the whole platform and across domains.',
  },
};
