import { planHypothesis } from '../../domain/deep.ts';
import type { DeepPlan, RoundEnd } from '../../domain/deep.ts';
import type { EvidenceId } from '../../domain/ids.ts';
import type { RoundStore } from '../../domain/round-ports.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

type RoundRow =
  | { readonly type: 'planned'; readonly payload: DeepPlan }
  | { readonly type: 'round.finished'; readonly payload: RoundEnd }
  | {
      readonly type: 'check.finished';
      readonly payload: { readonly evidenceIds: readonly EvidenceId[] };
    };

/**
 * The rounds of deep investigations in PostgreSQL.
 *
 * Effect: every method is one statement, or two reads, and filters by the owner.
 */
export function createRounds(pool: Pool): RoundStore {
  return {
    all: async (ref) => {
      const values = [ref.id, ref.owner];
      const [rows, [counted]] = await Promise.all([
        query<RoundRow>(
          pool,
          `select type, payload from events where investigation_id = $1 and owner = $2
              and (type in ('planned', 'round.finished')
                or (type = 'check.finished' and payload ->> 'hypothesis' = '${planHypothesis}'))
            order by seq`,
          values,
        ),
        query<{ statements: number; told: number; questions: number; tokens: number }>(
          pool,
          `select (select count(*) from checks where investigation_id = $1 and owner = $2)::int as statements,
              (select count(*) from genie_ledger where investigation_id = $1 and owner = $2
                and state <> 'intent' and not taken_over)::int as questions,
              coalesce(sum((payload -> 'usage' ->> 'statements')::int)
                filter (where type in ('explained', 'round.finished')), 0)::int as told,
              coalesce(sum(coalesce((payload -> 'usage' ->> 'inputTokens')::int, 0)
                + coalesce((payload -> 'usage' ->> 'outputTokens')::int, 0)), 0)::int as tokens
            from events where investigation_id = $1 and owner = $2 and payload ? 'usage'`,
          values,
        ),
      ]);
      const { statements = 0, told = 0, questions = 0, tokens = 0 } = counted ?? {};
      return {
        plans: rows.flatMap((row) => (row.type === 'planned' ? [row.payload] : [])),
        rounds: rows.flatMap((row) => (row.type === 'round.finished' ? [row.payload] : [])),
        checked: rows.flatMap((row) =>
          row.type === 'check.finished' ? row.payload.evidenceIds : [],
        ),
        untold: { statements: statements - told },
        cost: { questions, statements, tokens },
      };
    },
    commit: async (ref, plan, { lanes, events }) => {
      const [row] = await query<{ plan: DeepPlan }>(
        pool,
        'select commit_plan($1, $2, $3, $4::jsonb, $5::jsonb) as plan',
        [ref.id, ref.owner, plan.round, toJson(lanes), toJson(events)],
      );
      if (!row) throw new Error('the statement for a plan returned no row');
      return row.plan;
    },
  };
}
