import { AppError } from '../../domain/errors.ts';
import { evaluator } from '../../domain/evaluation.ts';
import type { CaseResult } from '../../domain/evaluation.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import type { StatementEnd } from '../../domain/warehouse.ts';
import type { EvaluationCase } from '../../eval/case.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { WorldTruth } from '../../eval/causes/truth.ts';
import { suiteNamed, suites } from '../../eval/suites.ts';
import type { EvaluationDeps } from './deps.ts';

const mostEvents = 10_000;
const dayLength = 10;

/** The labelled question of a row. */
async function caseOf(
  { feedback }: EvaluationDeps,
  suite: string,
  { caseId }: CaseResult,
): Promise<EvaluationCase> {
  const name = suiteNamed(suite);
  const all = name === null ? [] : suites[name].cases(await feedback.accepted());
  const found = all.find(({ id }) => id === caseId);
  if (!found) throw new AppError('input.not_found', `${suite} has no question ${caseId} any more.`);
  return found;
}

async function investigationOf(
  { investigations: store }: EvaluationDeps,
  id: InvestigationId,
): Promise<{ investigation: Investigation; evidence: readonly Evidence[] }> {
  const ref = { id, owner: evaluator.id };
  const row = await store.find(ref);
  if (row === null) throw new AppError('input.not_found', 'There is no such investigation.');
  // The sweeper starts it where this worker could not, and ends it where nobody does.
  if (!hasEnded(row.status))
    throw new AppError('dependency.down', 'The investigation has not ended.');
  const options = { after: -1, limit: mostEvents, withDeltas: false };
  const [events, evidence] = await Promise.all([store.events(ref, options), store.evidence(ref)]);
  return { investigation: foldInvestigation(row, events), evidence };
}

/** Runs a certified statement with given values; what is not given keeps its default. */
async function runCertified(
  { statementOf, warehouse, now }: EvaluationDeps,
  id: string,
  given: Evidence['parameters'],
  signal: AbortSignal,
): Promise<StatementEnd> {
  const statement = statementOf(id, now());
  if (warehouse === null) return { kind: 'failed', reason: 'no warehouse is set' };
  if (statement === null) return { kind: 'failed', reason: `there is no statement ${id}` };
  const valueOf = new Map(given.map(({ name, value }) => [name, value]));
  const parameters = statement.parameters.map((one) => ({
    ...one,
    value: valueOf.get(one.name) ?? one.value,
  }));
  return warehouse.run({ sql: statement.sql, parameters }, signal);
}

/**
 * Reads what became of a question, and asks the warehouse what is true of it.
 *
 * Effect: statements on the warehouse.
 *
 * @throws {AppError} `dependency.down` while the investigation has not ended.
 */
export async function readCaseRun(
  deps: EvaluationDeps,
  evaluation: { id: string; suite: string },
  row: CaseResult,
  signal: AbortSignal,
): Promise<CaseRun> {
  if (row.investigationId === null) throw new AppError('bug', 'The question was not asked.');
  const labelled = await caseOf(deps, evaluation.suite, row);
  const { investigation, evidence } = await investigationOf(deps, row.investigationId);
  const certified = evidence.filter(({ source }) => source.kind === 'genie');
  const truths = certified.flatMap((table) =>
    table.certified === null
      ? []
      : [
          runCertified(deps, table.certified, table.parameters, signal).then((end) => ({
            evidenceId: table.id,
            end,
          })),
        ],
  );
  const isMissing =
    labelled.certified !== null && !evidence.some((one) => one.certified === labelled.certified);
  const rounds = await deps.evaluations.casesOf(evaluation.id, row.caseId);
  return {
    case: labelled,
    investigation,
    evidence,
    truths: await Promise.all(truths),
    meant:
      isMissing && labelled.certified !== null
        ? await runCertified(deps, labelled.certified, [], signal)
        : null,
    asOf: new Date(deps.now()).toISOString().slice(0, dayLength),
    world:
      labelled.cause === null ? null : (WorldTruth.safeParse(await deps.planted()).data ?? null),
    earlier: rounds.flatMap(({ repeat, figures }) =>
      repeat < row.repeat && figures !== null ? [figures] : [],
    ),
  };
}
