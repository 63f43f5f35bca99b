import type { Explanation } from '../../domain/explanation.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { CheckStore, EndedCheck, StoredCheck } from '../../domain/worker-ports.ts';
import { append } from './events.ts';
import { evidenceEvent, insertEvidence } from './evidence.ts';
import { lockInvestigation } from './lock.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { toEvidence } from './rows.ts';
import type { StoredEvidence } from './rows.ts';

const endingSql = `select c.ending, e.body from checks c
  left join evidence e on e.investigation_id = c.investigation_id and e.owner = c.owner and e.id = c.evidence_id
  where c.investigation_id = $1 and c.owner = $2 and c.key = $3`;

const explanationSql = `select payload -> 'explanation' as explanation from events
  where investigation_id = $1 and owner = $2 and type = 'explained' and ($3::text is null or key = $3)
  order by seq desc limit 1`;

/** The key of the event of a round. */
const keyOf = (round: number): string => (round === 1 ? 'explained' : `explained:${round}`);

type EndingRow = {
  readonly ending: Exclude<StoredCheck, { kind: 'rows' }> | { readonly kind: 'rows' };
  readonly body: StoredEvidence | null;
};
type ExplanationRow = { readonly explanation: Explanation };

/** Evidence has no round of lanes here. */
const noRound = 0;

/**
 * The checks of causes in PostgreSQL.
 *
 * Effect: every method is one statement or one transaction and filters by the owner.
 */
export function createChecks(pool: Pool): CheckStore {
  return {
    ended: async (ref, key) =>
      toCheck((await query<EndingRow>(pool, endingSql, [ref.id, ref.owner, key]))[0]),
    end: (ref, check) => transaction(pool, (client) => end(client, ref, check)),
    keep: (ref, table) =>
      transaction(pool, async (client) => {
        await lockInvestigation(client, ref);
        await insertEvidence(client, ref, [table]);
        await append(client, ref, [evidenceEvent(noRound, table)]);
      }),
    tell: (ref, events) => append(pool, ref, events),
    explanation: async (ref, round) => {
      const values = [ref.id, ref.owner, round === undefined ? null : keyOf(round)];
      return (await query<ExplanationRow>(pool, explanationSql, values))[0]?.explanation ?? null;
    },
    explain: (ref, explanation, round = 1) =>
      transaction(pool, (client) => explain(client, ref, explanation, keyOf(round))),
  };
}

function toCheck(row: EndingRow | undefined): StoredCheck | null {
  if (row === undefined) return null;
  if (row.ending.kind !== 'rows') return row.ending;
  return row.body === null ? null : { kind: 'rows', evidence: toEvidence({ body: row.body }) };
}

async function end(
  client: Client,
  ref: InvestigationRef,
  { key, question, ending }: EndedCheck,
): Promise<StoredCheck> {
  await lockInvestigation(client, ref);
  const evidence = ending.kind === 'rows' ? ending.evidence : null;
  const { rowCount } = await client.query(
    `insert into checks (investigation_id, owner, key, question, ending, evidence_id)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      ref.id,
      ref.owner,
      key,
      question,
      ending.kind === 'rows' ? { kind: 'rows' } : ending,
      evidence?.id ?? null,
    ],
  );
  if (rowCount === 0) {
    const { rows } = await client.query<EndingRow>(endingSql, [ref.id, ref.owner, key]);
    return toCheck(rows[0]) ?? ending;
  }
  if (evidence !== null) {
    await insertEvidence(client, ref, [evidence]);
    await append(client, ref, [evidenceEvent(noRound, evidence)]);
  }
  return ending;
}

async function explain(
  client: Client,
  ref: InvestigationRef,
  explanation: Explanation,
  key: string,
): Promise<Explanation> {
  await lockInvestigation(client, ref);
  const { rows } = await client.query<ExplanationRow>(explanationSql, [ref.id, ref.owner, key]);
  if (rows[0]) return rows[0].explanation;
  const counted = await client.query<{ statements: number }>(
    `select (select count(*) from checks where investigation_id = $1 and owner = $2)::int
      - coalesce((select sum((payload -> 'usage' ->> 'statements')::int) from events
        where investigation_id = $1 and owner = $2 and type in ('explained', 'round.finished')), 0)::int
      as statements`,
    [ref.id, ref.owner],
  );
  const usage = { statements: counted.rows[0]?.statements ?? 0 };
  await append(client, ref, [{ key, type: 'explained', payload: { explanation, usage } }]);
  return explanation;
}
