import type {
  MemoryExport,
  MemoryStore,
  Message,
  Session,
  SessionDetail,
  SessionSummary,
} from '../../domain/memory-port.ts';
import { appendedAudit } from './audit.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';
import { investigationColumns, iso, toInvestigation } from './rows.ts';
import { createInsights } from './memory-insights.ts';
import type { InvestigationRecord } from './rows.ts';

type Sessions = Pick<MemoryStore, 'sessions' | 'session' | 'deleteSession' | 'forget' | 'export'>;

const sessionSql = (where: string): string => `
  select s.id, ${iso('s.created_at')} as "createdAt", ${iso('s.last_used_at')} as "lastUsedAt", f.question,
      coalesce(f.investigations, 0)::int as investigations, ${iso('m.until')} as "contextUntil"
    from sessions s
      left join lateral (select count(*) as investigations, min(i.question) filter (where i.id = o.first) as question
        from investigations i, (select id as first from investigations where session_id = s.id and owner = $1
          order by created_at, id limit 1) o
        where i.session_id = s.id and i.owner = $1) f on true
      left join lateral (select max(expires_at) as until from messages
        where session_id = s.id and owner = $1 and expires_at > clock_timestamp()) m on true
    where s.owner = $1 ${where}`;

const messageColumns = `role, content, domains, split_part(id, ':', 1) as "investigationId",
  ${iso('at')} as at, ${iso('expires_at')} as "expiresAt"`;

const summaryColumns = `content as text, domains, investigation_id as "investigationId", ${iso('up_to')} as "upTo",
  ${iso('expires_at')} as "expiresAt"`;

/** Investigations of a session that are read with it. */
const mostAsked = 100;

/**
 * Sessions of their owner, and what is deleted at the owner's word.
 *
 * Effect: every statement filters by the owner.
 */
export function createSessions(pool: Pool): Sessions {
  return {
    sessions: async (owner, { limit, after }) => {
      const rows = await query<Session>(
        pool,
        `${sessionSql(
          after === null
            ? ''
            : `and (s.created_at, s.id) < (select created_at, id from sessions where id = $3 and owner = $1)`,
        )} order by s.created_at desc, s.id desc limit $2`,
        after === null ? [owner, limit + 1] : [owner, limit + 1, after],
      );
      const page = rows.slice(0, limit);
      return {
        rows: page,
        nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
    session: (owner, id) => readSession(pool, owner, id),
    deleteSession: async (owner, id, by = null) => {
      const { sql, values } = appendedAudit(by, 'deleted', id, 3);
      const [row] = await query<{ deleted: number }>(
        pool,
        `select delete_session($1, $2) as deleted, ${sql}`,
        [owner, id, ...values],
      );
      return row?.deleted ?? 0;
    },
    forget: async (owner, by = null) => {
      const { sql, values } = appendedAudit(by, 'deleted', 'memory', 2);
      const [row] = await query<{ deleted: number }>(
        pool,
        `select forget_owner($1) as deleted, ${sql}`,
        [owner, ...values],
      );
      return row?.deleted ?? 0;
    },
    export: (owner) => readExport(pool, owner),
  };
}

async function readSession(pool: Pool, owner: string, id: string): Promise<SessionDetail | null> {
  const [[session], asked, messages, [summary]] = await Promise.all([
    query<Session>(pool, sessionSql('and s.id = $2'), [owner, id]),
    query<InvestigationRecord>(
      pool,
      `select ${investigationColumns} from investigations where session_id = $2 and owner = $1
        order by created_at desc, id desc limit ${mostAsked}`,
      [owner, id],
    ),
    query<Message>(
      pool,
      `select ${messageColumns} from messages
        where session_id = $2 and owner = $1 and expires_at > clock_timestamp() order by messages.at, role desc`,
      [owner, id],
    ),
    query<SessionSummary>(
      pool,
      `select ${summaryColumns} from summaries
        where session_id = $2 and owner = $1 and expires_at > clock_timestamp() order by up_to desc limit 1`,
      [owner, id],
    ),
  ]);
  if (session === undefined) return null;
  return { ...session, asked: asked.map(toInvestigation), messages, summary: summary ?? null };
}

async function readExport(pool: Pool, owner: string): Promise<MemoryExport> {
  const left = createInsights(pool);
  const [insights, frequentQuestions, [known], sessions, messages, summaries, investigations] =
    await Promise.all([
      left.insights(owner),
      left.questions(owner),
      query<Pick<MemoryExport, 'preferences'>>(pool, 'select preferences_json($1) as preferences', [
        owner,
      ]),
      query<Session>(pool, `${sessionSql('')} order by s.created_at, s.id`, [owner]),
      query<MemoryExport['messages'][number]>(
        pool,
        `select session_id as "sessionId", ${messageColumns} from messages
        where owner = $1 and expires_at > clock_timestamp() order by messages.at, role desc`,
        [owner],
      ),
      query<MemoryExport['summaries'][number]>(
        pool,
        `select session_id as "sessionId", ${summaryColumns} from summaries
        where owner = $1 and expires_at > clock_timestamp() order by up_to, investigation_id`,
        [owner],
      ),
      query<MemoryExport['investigations'][number]>(
        pool,
        `select i.id, session_id as "sessionId", question, status, ${iso('created_at')} as "createdAt",
          e.payload -> 'answer' ->> 'markdown' as answer,
          array(select distinct domain from lanes where investigation_id = i.id and owner = i.owner) as domains
        from investigations i left join events e
          on e.investigation_id = i.id and e.owner = i.owner and e.type = 'answer.finished'
        where i.owner = $1 order by created_at, i.id`,
        [owner],
      ),
    ]);
  return {
    preferences: known?.preferences ?? [],
    insights,
    frequentQuestions,
    sessions,
    messages,
    summaries,
    investigations,
  };
}
