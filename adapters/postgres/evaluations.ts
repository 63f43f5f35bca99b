import type { CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { EvaluationStore } from '../../domain/evaluation-ports.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';
import { toJson } from './parameters.ts';

type EvaluationRecord = {
  id: string;
  workflow_id: string;
  suite: string;
  repeats: number;
  trigger: Evaluation['trigger'];
  status: Evaluation['status'];
  cases: number;
  judged: number;
  as_of: Date;
  started_at: Date;
  finished_at: Date | null;
  gate: Evaluation['gate'];
  detail: string | null;
};

const evaluationColumns = `id, workflow_id, suite, repeats, trigger, status, as_of, started_at, finished_at,
  gate, detail,
  (select count(*)::int from evaluation_cases c where c.evaluation_id = e.id) as cases,
  (select count(judged_at)::int from evaluation_cases c where c.evaluation_id = e.id) as judged`;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const toEvaluation = (record: EvaluationRecord): Evaluation => ({
  id: record.id,
  workflowId: record.workflow_id,
  suite: record.suite,
  repeats: record.repeats,
  trigger: record.trigger,
  status: record.status,
  cases: record.cases,
  judged: record.judged,
  asOf: record.as_of.toISOString(),
  startedAt: record.started_at.toISOString(),
  finishedAt: iso(record.finished_at),
  gate: record.gate,
  detail: record.detail,
});

type CaseRecord = {
  position: number;
  case_id: string;
  repeat: number;
  question: string;
  domains: Domain[];
  investigation_id: InvestigationId | null;
  scores: CaseResult['scores'];
  figures: CaseResult['figures'];
  judged_at: Date | null;
};

const caseColumns = `position, case_id, repeat, question, domains, investigation_id, scores, figures, judged_at`;

const toCase = (record: CaseRecord): CaseResult => ({
  position: record.position,
  caseId: record.case_id,
  repeat: record.repeat,
  question: record.question,
  domains: record.domains,
  investigationId: record.investigation_id,
  scores: record.scores,
  figures: record.figures,
  judgedAt: iso(record.judged_at),
});

/**
 * The store of evaluations in PostgreSQL.
 *
 * Effect: one statement per call.
 */
export function createEvaluationStore(pool: Pool): EvaluationStore {
  return {
    ...evaluationsIn(pool),
    ...casesIn(pool),
    list: ({ limit, cursor }) => list(pool, limit, cursor),
  };
}

const beforeSql = `select ${evaluationColumns} from evaluations e
  where status = 'completed' and gate is not null and case_ids is null
    and (suite, true) = (select suite, case_ids is null from evaluations where id = $1)
    and (started_at, id) < (select started_at, id from evaluations where id = $1)
  order by started_at desc, id desc limit $2`;

function evaluationsIn(
  pool: Pool,
): Pick<EvaluationStore, 'create' | 'find' | 'open' | 'end' | 'before' | 'claimTold'> {
  return {
    before: async (id, count) =>
      (await query<EvaluationRecord>(pool, beforeSql, [id, count])).map(toEvaluation),
    claimTold: async (id) => {
      const claimed = await query(
        pool,
        'update evaluations set told_at = clock_timestamp() where id = $1 and told_at is null returning id',
        [id],
      );
      return claimed.length > 0;
    },
    create: async ({ id, workflowId, suite, repeats, caseIds, trigger, asOf }) => {
      await query(
        pool,
        `insert into evaluations (id, workflow_id, suite, repeats, case_ids, trigger, as_of)
          values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [id, workflowId, suite, repeats, caseIds, trigger, asOf],
      );
    },
    find: async (id) => {
      const [row] = await query<EvaluationRecord>(
        pool,
        `select ${evaluationColumns} from evaluations e where id = $1`,
        [id],
      );
      return row === undefined ? null : toEvaluation(row);
    },
    open: async () =>
      (
        await query<EvaluationRecord>(
          pool,
          `select ${evaluationColumns} from evaluations e where status = 'running'`,
        )
      ).map(toEvaluation),
    end: async (id, { status, gate, detail }) => {
      await query(
        pool,
        `update evaluations set status = $2, gate = $3, detail = $4, finished_at = clock_timestamp()
          where id = $1 and status = 'running'`,
        [id, status, gate === null ? null : toJson(gate), detail],
      );
    },
  };
}

const insertCases = `
  insert into evaluation_cases (evaluation_id, position, case_id, repeat, question, domains)
    select $1, position, case_id, repeat, question, array(select jsonb_array_elements_text(domains))
      from jsonb_to_recordset($2::jsonb)
        as c(position int, case_id text, repeat int, question text, domains jsonb)
    on conflict do nothing`;

function casesIn(
  pool: Pool,
): Pick<EvaluationStore, 'plan' | 'cases' | 'casesOf' | 'caseAt' | 'asked' | 'judged'> {
  const where = async (condition: string, values: readonly unknown[]) =>
    (
      await query<CaseRecord>(
        pool,
        `select ${caseColumns} from evaluation_cases where ${condition} order by position`,
        values,
      )
    ).map(toCase);
  return {
    plan: async (id, cases) => {
      const rows = cases.map(({ caseId, ...one }) => ({ ...one, case_id: caseId }));
      await query(pool, insertCases, [id, toJson(rows)]);
    },
    cases: (id) => where('evaluation_id = $1', [id]),
    casesOf: (id, caseId) => where('evaluation_id = $1 and case_id = $2', [id, caseId]),
    caseAt: async (id, position) =>
      (await where('evaluation_id = $1 and position = $2', [id, position]))[0] ?? null,
    asked: async (id, position, by) => {
      await query(
        pool,
        'update evaluation_cases set investigation_id = $3 where evaluation_id = $1 and position = $2',
        [id, position, by],
      );
    },
    judged: async (id, position, { scores, figures }) => {
      await query(
        pool,
        `update evaluation_cases set scores = $3, figures = $4, judged_at = clock_timestamp()
          where evaluation_id = $1 and position = $2 and judged_at is null`,
        [id, position, toJson(scores), toJson(figures)],
      );
    },
  };
}

async function list(
  pool: Pool,
  limit: number,
  cursor: string | null,
): ReturnType<EvaluationStore['list']> {
  const rows = await query<EvaluationRecord>(
    pool,
    `select ${evaluationColumns} from evaluations e
      where $1::text is null
        or (started_at, id) < (select started_at, id from evaluations c where c.id = $1)
      order by started_at desc, id desc limit $2`,
    [cursor, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    evaluations: page.map(toEvaluation),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
