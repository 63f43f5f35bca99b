import { strings, struct, tagMap, typed } from './schema-types.ts';

const percents = typed(
  'DOUBLE',
  'cpu_user_percent cpu_system_percent cpu_wait_percent mem_used_percent mem_swap_percent',
);

/** Tables of clusters, node load and node types. */
export const computeTables = {
  'compute.clusters': {
    ...strings('account_id workspace_id cluster_id cluster_name owned_by'),
    ...typed('TIMESTAMP', 'create_time delete_time'),
    ...strings('driver_node_type worker_node_type'),
    ...typed(
      'BIGINT',
      'worker_count min_autoscale_workers max_autoscale_workers auto_termination_minutes',
    ),
    enable_elastic_disk: 'BOOLEAN',
    tags: tagMap,
    cluster_source: 'VARCHAR',
    init_scripts: 'VARCHAR[]',
    aws_attributes: struct('availability instance_profile_arn zone_id'),
    azure_attributes: struct('availability'),
    gcp_attributes: struct('availability'),
    ...strings('driver_instance_pool_id worker_instance_pool_id dbr_version'),
    change_time: 'TIMESTAMP',
    change_date: 'DATE',
    ...strings('data_security_mode policy_id'),
  },
  'compute.node_timeline': {
    ...strings('account_id workspace_id cluster_id instance_id'),
    ...typed('TIMESTAMP', 'start_time end_time'),
    driver: 'BOOLEAN',
    ...percents,
    ...typed('BIGINT', 'network_sent_bytes network_received_bytes'),
    disk_free_bytes_per_mount_point: 'MAP(VARCHAR, BIGINT)',
    ...strings('node_type private_ip'),
  },
  'compute.node_types': {
    ...strings('account_id node_type'),
    core_count: 'DOUBLE',
    ...typed('BIGINT', 'memory_mb gpu_count'),
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
