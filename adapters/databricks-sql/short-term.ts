import { z } from 'zod';
import { isDomain } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Message, SessionSummary } from '../../domain/memory-port.ts';
import { createBatches } from './batches.ts';
import { jsonCell, readRows } from './cells.ts';
import type { SqlDriver } from './driver.ts';
import { retryConflicts } from './retry-conflicts.ts';

/** A message to save; `atUs` is microseconds since 1970, of the question. */
export type NewMessage = {
  readonly sessionId: string;
  readonly owner: string;
  readonly investigationId: string;
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly domains: readonly Domain[];
  readonly atUs: string;
  readonly ttlMs: number;
};

/** A message with its place in time. */
export type StoredMessage = Message & { readonly sessionId: string; readonly atUs: string };

/** A summary to save; `upToUs` and `expiresUs` are microseconds since 1970. */
export type NewSummary = Pick<NewMessage, 'sessionId' | 'owner' | 'investigationId' | 'domains'> & {
  readonly text: string;
  readonly upToUs: string;
  readonly expiresUs: string;
};

/** A summary with the place up to which it goes. */
export type StoredSummary = SessionSummary & {
  readonly sessionId: string;
  readonly upToUs: string;
};

/** What was said in sessions, and what models made of it; both oldest first. */
export type Said = {
  readonly messages: readonly StoredMessage[];
  readonly summaries: readonly StoredSummary[];
};

/** Questions and answers in a Delta table, and summaries of them. */
export type ShortTerm = {
  /** Saves messages; those that are saved already stay as they are. */
  readonly save: (messages: readonly NewMessage[]) => Promise<void>;
  /** Saves a summary, once for its investigation. */
  readonly saveSummary: (summary: NewSummary, limitMs: number) => Promise<void>;
  /** What of an owner has not expired: of one session, or of all. `newest` counts messages and summaries. */
  readonly read: (
    owner: string,
    of?: { readonly session?: string; readonly beforeUs?: string; readonly newest?: number },
    limitMs?: number,
  ) => Promise<Said>;
  /** Until when each session of an owner is context, ISO-8601. */
  readonly until: (owner: string) => Promise<ReadonlyMap<string, string>>;
  /** Deletes a session's messages, or all of the owner. */
  readonly delete: (owner: string, session: string | null) => Promise<void>;
  readonly deleteExpired: () => Promise<number>;
};

const rowType =
  'array<struct<session_id: string, user_id: string, message_id: string, role: string, content: string, metadata: map<string, string>, at_us: bigint, ttl_ms: bigint>>';

const summaryType =
  'array<struct<session_id: string, user_id: string, message_id: string, content: string, metadata: map<string, string>, up_to_us: bigint, expires_us: bigint>>';

const columns = `session_id, role, content, to_json(metadata) as metadata, cast(unix_micros(created_at) as string) as at_us,
    cast(unix_millis(expires_at) as string) as expires_ms`;

const Metadata = z.looseObject({
  domains: z.string().optional(),
  investigation_id: z.string().optional(),
});
const Row = z.object({
  session_id: z.string(),
  role: z.enum(['user', 'assistant', 'summary']),
  content: z.string(),
  metadata: jsonCell(Metadata),
  at_us: z.string(),
  expires_ms: z.string(),
});
const Until = z.object({ session_id: z.string(), until_ms: z.string() });
const Affected = z.object({ num_affected_rows: z.coerce.number() });

const iso = (ms: string): string => new Date(Number(ms)).toISOString();

function saidIn(rows: readonly z.infer<typeof Row>[]): Said {
  const messages: StoredMessage[] = [];
  const summaries: StoredSummary[] = [];
  for (const { role, content, metadata, ...row } of rows) {
    const domains = jsonCell(z.array(z.string())).parse(metadata?.domains ?? null) ?? [];
    const at = iso(row.at_us.slice(0, -3));
    const stored = {
      sessionId: row.session_id,
      domains: domains.filter(isDomain),
      investigationId: metadata?.investigation_id ?? '',
      expiresAt: iso(row.expires_ms),
    };
    if (role === 'summary')
      summaries.push({ ...stored, text: content, upTo: at, upToUs: row.at_us });
    else messages.push({ ...stored, role, content, at, atUs: row.at_us });
  }
  return { messages, summaries };
}

const toRow = (one: NewMessage) => ({
  session_id: one.sessionId,
  user_id: one.owner,
  message_id: `${one.investigationId}:${one.role}`,
  role: one.role,
  content: one.content,
  metadata: { domains: JSON.stringify(one.domains), investigation_id: one.investigationId },
  at_us: one.atUs,
  ttl_ms: String(Math.round(one.ttlMs)),
});

const toSummaryRow = (one: NewSummary) => ({
  session_id: one.sessionId,
  user_id: one.owner,
  message_id: `${one.investigationId}:summary`,
  content: one.text,
  metadata: { domains: JSON.stringify(one.domains), investigation_id: one.investigationId },
  up_to_us: one.upToUs,
  expires_us: one.expiresUs,
});

/** A statement may have 16 MiB. */
const mostUnits = 2_000_000;
const mostItems = 100;

function fitting(items: readonly (readonly NewMessage[])[]): number {
  let units = 0;
  const over = items.findIndex((messages) => {
    units += messages.reduce((sum, { content }) => sum + content.length, 0);
    return units > mostUnits;
  });
  return Math.min(mostItems, over === -1 ? items.length : over);
}

const savesSummary = (table: string): string => `merge into ${table} as t using (
      select r.* from (select explode(from_json(:rows, '${summaryType}')) as r)
    ) as s on t.session_id = s.session_id and t.message_id = s.message_id and t.user_id = s.user_id
    when not matched then insert (session_id, user_id, message_id, role, content, metadata, created_at, expires_at)
      values (s.session_id, s.user_id, s.message_id, 'summary', s.content, s.metadata, timestamp_micros(s.up_to_us),
        timestamp_micros(s.expires_us))`;

/**
 * Opens the table of messages. Their ids derive from the investigation, so saving twice changes nothing; they
 * expire by the warehouse's clock, whoever writes and reads.
 *
 * Effect: every method is one statement with the owner in its predicate; writes are batched.
 *
 * @param table Quoted full name.
 */
export function createShortTerm(driver: SqlDriver, table: string): ShortTerm {
  const merge = `merge into ${table} as t using (
      select r.* from (select explode(from_json(:rows, '${rowType}')) as r)
    ) as s on t.session_id = s.session_id and t.message_id = s.message_id and t.user_id = s.user_id
    when not matched then insert (session_id, user_id, message_id, role, content, metadata, created_at, expires_at)
      values (s.session_id, s.user_id, s.message_id, s.role, s.content, s.metadata, timestamp_micros(s.at_us),
        timestamp_millis(unix_millis(current_timestamp()) + s.ttl_ms))`;
  const save = createBatches<readonly NewMessage[]>(async (items) => {
    // A source with a row twice would insert it twice.
    const rows = new Map(items.flat().map((one) => [`${one.investigationId}:${one.role}`, one]));
    const given = JSON.stringify([...rows.values()].map(toRow));
    await retryConflicts(() => driver.query(merge, { rows: given }));
  }, fitting);
  return {
    save: (messages) => (messages.length === 0 ? Promise.resolve() : save(messages)),
    saveSummary: async (summary, limitMs) => {
      const rows = JSON.stringify([toSummaryRow(summary)]);
      await retryConflicts(() => driver.query(savesSummary(table), { rows }, limitMs));
    },
    read: async (owner, { session, beforeUs, newest } = {}, limitMs) => {
      const given = { owner, session: session ?? null, before: beforeUs ?? null };
      const sql = `select ${columns} from ${table} where user_id = :owner and expires_at > current_timestamp()
        ${session === undefined ? '' : 'and session_id = :session'}
        ${beforeUs === undefined ? '' : 'and created_at < timestamp_micros(cast(:before as bigint))'}
        order by created_at desc, role ${newest === undefined ? '' : `limit ${newest}`}`;
      const used = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
      const rows = readRows(await driver.query(sql, used, limitMs), Row);
      return saidIn(rows.toReversed());
    },
    until: async (owner) => {
      const rows = await driver.query(
        `select session_id, cast(max(unix_millis(expires_at)) as string) as until_ms from ${table}
          where user_id = :owner and expires_at > current_timestamp() group by session_id`,
        { owner },
      );
      return new Map(
        readRows(rows, Until).map(({ session_id, until_ms }) => [session_id, iso(until_ms)]),
      );
    },
    delete: async (owner, session) => {
      const sql = `delete from ${table} where user_id = :owner ${session === null ? '' : 'and session_id = :session'}`;
      const given = session === null ? { owner } : { owner, session };
      await retryConflicts(() => driver.query(sql, given));
    },
    deleteExpired: async () => {
      const sql = `delete from ${table} where expires_at <= current_timestamp()`;
      const [row] = readRows(await retryConflicts(() => driver.query(sql)), Affected);
      return row?.num_affected_rows ?? 0;
    },
  };
}
