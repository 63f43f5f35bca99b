import { z } from 'zod';

const Table = z.object({
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int(),
  /** Of the file as it lies there. */
  sha256: z.string(),
});

/** What a backup has; written last, so that one that was broken off has none. */
export const Manifest = z.object({
  format: z.literal('health-monitor-backup-1'),
  /** ISO-8601 UTC: all rows are those of this moment. */
  at: z.string(),
  /** Name of the newest migration of the database. */
  schema: z.string(),
  tables: z.array(Table),
  /** What a column counts on from. */
  counters: z.array(z.object({ table: z.string(), column: z.string(), last: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestFile = 'manifest.json';

/** File of a table: rows as `COPY` writes them, compressed. Pure. */
export const fileOf = (table: string): string => `${table}.copy.gz`;

/**
 * Tables that are not in a backup: what running processes tell each other and write again by themselves, what
 * migrating makes, and the tokens of users, which none but their owner brings again.
 */
export const madeAgain: readonly string[] = [
  'dashboard_lists',
  'migrations',
  'quota_shares',
  'quota_slots',
  'quota_turns',
  'quota_waiters',
  'quota_workspaces',
  'rate_limits',
  'runbooks',
  'user_tokens',
  'workers',
];
