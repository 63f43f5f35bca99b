import { domains } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import type { NewEvent } from '../../domain/events.ts';
import type { EvidenceId } from '../../domain/ids.ts';
import type { GenieReference, InvestigationRef } from '../../domain/investigation.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { LaneProposal } from '../../domain/worker-ports.ts';
import { append } from './events.ts';
import { toJson } from './parameters.ts';
import type { Client } from './pool.ts';
import { askedCount } from './rows.ts';

type Settled = {
  domain: Domain;
  outcome: Outcome;
  detail: string | null;
  evidence_ids: readonly EvidenceId[];
  waited_ms: number;
  conversation_id: string | null;
  message_id: string | null;
  space_id: string | null;
  url: string | null;
  asked: number;
};

/**
 * Gives open lanes the proposed outcome; lanes with an outcome keep it. `timed_out` becomes
 * `throttled` for a lane that still waits for quota.
 *
 * Effect: in the caller's transaction, updates lanes, appends `lane.finished`, and deletes the
 * lanes' places in the quota queue and their leased conversations.
 */
export async function settle(
  client: Client,
  ref: InvestigationRef,
  round: number,
  proposals: readonly LaneProposal[],
): Promise<void> {
  if (proposals.length === 0) return;
  const { rows } = await client.query<Settled>(
    `with proposed as (
       select * from jsonb_to_recordset($4::jsonb) as p(domain text, outcome text, detail text)
     ), waiting as (
       delete from quota_waiters w using proposed p
         where w.investigation_id = $1 and w.owner = $2 and w.round = $3 and w.domain = p.domain
         returning w.domain, extract(epoch from clock_timestamp() - w.since) * 1000 as waited_ms
     ), forgotten as (
       delete from genie_conversations c using proposed p
         where c.owner = $2 and c.leased_by = $1 || ':' || p.domain
     )
     update lanes l set
         outcome = case when p.outcome = 'timed_out' and w.domain is not null then 'throttled' else p.outcome end,
         detail = case when p.outcome = 'timed_out' and w.domain is not null
           then 'The question quota of the Genie workspace was used up until the deadline of this domain. Ask again later or name fewer domains.'
           else p.detail end,
         waited_ms = l.waited_ms + coalesce(w.waited_ms, 0),
         finished_at = clock_timestamp()
       from proposed p left join waiting w on w.domain = p.domain
         left join genie_ledger g on g.investigation_id = $1 and g.owner = $2 and g.round = $3 and g.domain = p.domain
           and g.ask = (select max(ask) from genie_ledger m where m.investigation_id = $1 and m.round = $3 and m.domain = p.domain)
       where l.investigation_id = $1 and l.owner = $2 and l.round = $3 and l.domain = p.domain and l.outcome is null
       returning l.domain, l.outcome, l.detail, l.evidence_ids, l.waited_ms::float8 as waited_ms, g.conversation_id, g.message_id, g.space_id, g.url,
         ${askedCount} as asked`,
    [ref.id, ref.owner, round, toJson(proposals)],
  );
  if (rows.length === 0) return;
  const inOrder = rows.toSorted((a, b) => domains.indexOf(a.domain) - domains.indexOf(b.domain));
  await append(
    client,
    ref,
    inOrder.map((row) => finishedEvent(round, row)),
  );
}

function finishedEvent(round: number, row: Settled): NewEvent {
  return {
    key: `lane.finished:${row.domain}:${round}`,
    type: 'lane.finished',
    payload: {
      domain: row.domain,
      round,
      outcome: row.outcome,
      detail: row.detail,
      evidenceIds: row.evidence_ids,
      waitedMs: Math.round(row.waited_ms),
      genie: reference(row),
      usage: { genieQuestions: row.asked },
    },
  };
}

function reference(row: Settled): GenieReference | null {
  const { conversation_id: conversationId, message_id: messageId, space_id: spaceId, url } = row;
  if (conversationId === null || messageId === null || spaceId === null || url === null)
    return null;
  return { spaceId, conversationId, messageId, url };
}
