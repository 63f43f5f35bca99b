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
  where investigation_id = $1 and owner = $2 and key = 'explained'`;

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
    explanation: async (ref) =>
      (await query<ExplanationRow>(pool, explanationSql, [ref.id, ref.owner]))[0]?.explanation ??
      null,
    explain: (ref, explanation) => transaction(pool, (client) => explain(client, ref, explanation)),
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
): Promise<Explanation> {
  await lockInvestigation(client, ref);
  const params = [ref.id, ref.owner];
  const { rows } = await client.query<ExplanationRow>(explanationSql, params);
  if (rows[0]) return rows[0].explanation;
  const counted = await client.query<{ statements: number }>(
    'select count(*)::int as statements from checks where investigation_id = $1 and owner = $2',
    params,
  );
  const usage = { statements: counted.rows[0]?.statements ?? 0 };
  await append(client, ref, [
    { key: 'explained', type: 'explained', payload: { explanation, usage } },
  ]);
  return explanation;
}
