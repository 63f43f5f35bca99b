import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { LoggedRequest } from '../../local/workspace/control/requests.ts';
import { isQuestion } from '../deep/workspace-log.ts';
import type { SoakRecords, SoakedInvestigation } from './promises.ts';

const lookEveryMs = 1_000;

/**
 * Waits until no investigation is open, or for `withinMs` at most.
 *
 * Effect: reads the database each second; a database that is away is asked again.
 *
 * @returns How long it took, milliseconds.
 */
export async function untilAllHaveEnded(databaseUrl: string, withinMs: number): Promise<number> {
  const startedMs = Date.now();
  while (Date.now() - startedMs < withinMs) {
    const [row] = await select<{ open: number }>(
      databaseUrl,
      `select count(*)::int as open from investigations where status in ('queued', 'running')`,
    ).catch(() => []);
    if (row?.open === 0) break;
    await pause(lookEveryMs);
  }
  return Date.now() - startedMs;
}

/**
 * Reads what the promises are checked with.
 *
 * Effect: reads the database and the log of the workspace's requests.
 */
export async function readRecords(
  accepted: readonly string[],
  { databaseUrl, workspaceUrl }: { readonly databaseUrl: string; readonly workspaceUrl: string },
): Promise<SoakRecords> {
  const investigations = await select<SoakedInvestigation>(databaseUrl, investigationsSql);
  const ledger = await select<{ question: string; rows: number }>(
    databaseUrl,
    'select question, count(*)::int as rows from genie_ledger group by 1',
  );
  return {
    accepted,
    investigations,
    ledger: new Map(ledger.map(({ question, rows }) => [question, rows])),
    questions: await questionsOf(workspaceUrl),
  };
}

const investigationsSql = `
  select i.id, i.status,
      array_agg(e.seq::int order by e.seq) as seqs,
      count(*) filter (where e.type = 'finished')::int as ends,
      (array_agg(e.type order by e.seq desc))[1] = 'finished' as "isLastEnd",
      extract(epoch from max(e.at) filter (where e.type = 'finished') - i.deadline_at)::float8 * 1000
        as "lateMs",
      extract(epoch from max(e.at) - min(e.at))::float8 * 1000 as "tookMs",
      (select count(*)::int from messages m where m.session_id = i.session_id) as messages,
      (select count(distinct (m.role, m.content))::int from messages m where m.session_id = i.session_id)
        as "differentMessages",
      max(e.payload -> 'failure' ->> 'code') as "failureCode"
    from investigations i join events e on e.investigation_id = i.id
    group by i.id`;

async function select<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, query_timeout: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    void client.end().catch(() => undefined);
  }
}

async function questionsOf(workspaceUrl: string): Promise<ReadonlyMap<string, number>> {
  const reply = await fetch(`${workspaceUrl}/__local/requests?after=0`);
  const { requests } = (await reply.json()) as { readonly requests: readonly LoggedRequest[] };
  const texts = requests.filter(isQuestion).map(({ body }) => body?.content ?? '');
  return new Map(
    [...Map.groupBy(texts, (text) => text)].map(([text, same]) => [text, same.length]),
  );
}
