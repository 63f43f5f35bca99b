import { AppError } from '../../domain/errors.ts';
import type { SuiteName } from '../../domain/evaluation.ts';
import type { EvaluationPlan, EvaluationSteps } from '../../domain/evaluation-steps.ts';
import type { ProposedCase } from '../../domain/feedback.ts';
import type { EvaluationCase } from '../../eval/case.ts';
import { domainsOf } from '../../eval/case.ts';
import { suiteNamed, suites } from '../../eval/suites.ts';
import type { EvaluationDeps } from './deps.ts';

/** A question takes about ten seconds, and asks one domain as a rule. */
const questionsAtOncePerMinute = 1 / 6;
const mostAtOnce = 8;
/** Each question makes about 20 events of a history, of which 50,000 are allowed. */
const casesOfRun = 200;

/** A row that cannot be read ends the evaluation with its file and line: no attempt reads it better. */
function readCases(
  name: SuiteName,
  accepted: readonly ProposedCase[],
): readonly EvaluationCase[] | { readonly refused: string } {
  try {
    return suites[name].cases(accepted);
  } catch (error) {
    if (error instanceof AppError && error.code === 'input.invalid')
      return { refused: error.message };
    throw error;
  }
}

/** The questions of a suite, or those of them that are named. */
async function casesOf(
  { feedback }: EvaluationDeps,
  suite: string,
  ids: readonly string[] | null,
): Promise<readonly EvaluationCase[] | { readonly refused: string }> {
  const name = suiteNamed(suite);
  if (name === null) return { refused: `There is no suite ${suite}.` };
  const all = readCases(name, await feedback.accepted());
  if ('refused' in all) return all;
  if (all.length === 0)
    return { refused: `${suite} has no question yet: accept some with npm run eval -- cases.` };
  if (ids === null) return all;
  const unknown = ids.filter((id) => !all.some((one) => one.id === id));
  if (unknown.length > 0) return { refused: `${suite} has no question ${unknown.join(', ')}.` };
  return all.filter(({ id }) => ids.includes(id));
}

/**
 * Stores an evaluation and its questions, round by round.
 *
 * Effect: three statements; the second attempt changes nothing.
 */
export async function planEvaluation(
  deps: EvaluationDeps,
  args: Parameters<EvaluationSteps['planEvaluation']>[0],
): Promise<EvaluationPlan | { readonly refused: string }> {
  const { id, suite, repeats, caseIds } = args;
  await deps.evaluations.create({ ...args, asOf: new Date(deps.now()).toISOString() });
  const cases = await casesOf(deps, suite, caseIds);
  if ('refused' in cases) return cases;
  const rows = Array.from({ length: repeats }, (_, round) =>
    cases.map((one, at) => ({
      position: round * cases.length + at,
      caseId: one.id,
      repeat: round + 1,
      question: one.question,
      domains: domainsOf(one),
    })),
  ).flat();
  await deps.evaluations.plan(id, rows);
  const perMinute = deps.limits.genieQuestionsPerMinute * deps.quotaShare;
  const atOnce = Math.min(
    mostAtOnce,
    Math.max(1, Math.floor(perMinute * questionsAtOncePerMinute)),
  );
  return { cases: rows.length, casesOfRound: cases.length, atOnce, casesOfRun };
}
