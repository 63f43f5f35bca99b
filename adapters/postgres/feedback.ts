import type { Domain } from '../../domain/domains.ts';
import { AppError } from '../../domain/errors.ts';
import type { FeedbackStore, ProposedCase } from '../../domain/feedback.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

type FeedbackRecord = {
  id: string;
  investigation_id: InvestigationId;
  rating: ProposedCase['rating'];
  comment: string | null;
  claim: string | null;
  question: string;
  domains: Domain[] | null;
  state: ProposedCase['state'];
  given_at: Date;
  decided_at: Date | null;
};

const columns = `id, investigation_id, rating, comment, claim, question, domains, state, given_at, decided_at`;

const toCase = (record: FeedbackRecord): ProposedCase => ({
  id: record.id,
  investigationId: record.investigation_id,
  rating: record.rating,
  comment: record.comment,
  claim: record.claim,
  question: record.question,
  domains: record.domains,
  state: record.state,
  givenAt: record.given_at.toISOString(),
  decidedAt: record.decided_at?.toISOString() ?? null,
});

const giveFeedback = `
  insert into feedback as f (id, investigation_id, owner, rating, comment, claim, question, domains)
    select $1, i.id, i.owner, $4, $5, $6, $7, $8 from investigations i where i.id = $2 and i.owner = $3
    on conflict (investigation_id, owner) do update
      set rating = excluded.rating, comment = excluded.comment, claim = excluded.claim,
        question = excluded.question, domains = excluded.domains, state = 'proposed',
        given_at = clock_timestamp(), decided_at = null, decided_by = null
      where (f.rating, f.comment, f.claim)
        is distinct from (excluded.rating, excluded.comment, excluded.claim)`;

/**
 * The store of feedback and of the cases that it proposes, in PostgreSQL.
 *
 * Effect: one or two statements per call.
 */
export function createFeedbackStore(pool: Pool): FeedbackStore {
  const where = async (condition: string, values: readonly unknown[]) =>
    (
      await query<FeedbackRecord>(
        pool,
        `select ${columns} from feedback where ${condition}`,
        values,
      )
    ).map(toCase);
  const find = async (id: string) => (await where('id = $1', [id]))[0] ?? null;
  return {
    give: async ({ caseId, id, owner, rating, comment, claim, question, domains }) => {
      const values = [caseId, id, owner, rating, comment, claim, question, domains];
      await query(pool, giveFeedback, values);
      const [given] = await where('investigation_id = $1 and owner = $2', [id, owner]);
      if (given === undefined)
        throw new AppError('input.not_found', 'There is no such investigation.');
      return given;
    },
    list: async ({ state, limit, cursor }) => {
      const found = await where(
        `($1::text is null or state = $1) and ($2::text is null
          or (given_at, id) < (select given_at, id from feedback c where c.id = $2))
          order by given_at desc, id desc limit $3`,
        [state, cursor, limit + 1],
      );
      const cases = found.slice(0, limit);
      return { cases, nextCursor: found.length > limit ? (cases.at(-1)?.id ?? null) : null };
    },
    find,
    giver: async (id) => {
      const rows = await query<{ owner: string }>(
        pool,
        'select owner from feedback where id = $1',
        [id],
      );
      return rows[0]?.owner ?? null;
    },
    decide: async (id, { state, by, question, domains }) => {
      await query(
        pool,
        `update feedback set state = $2, decided_by = $3, decided_at = clock_timestamp(),
          question = coalesce($4, question), domains = coalesce($5, domains) where id = $1`,
        [id, state, by, question, domains],
      );
      return find(id);
    },
    accepted: () => where(`state = 'accepted' order by given_at, id`, []),
  };
}
