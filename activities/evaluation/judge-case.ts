import { AppError, asAppError, failures } from '../../domain/errors.ts';
import type { FailureCode } from '../../domain/errors.ts';
import type { CaseFigures, CaseResult, Score } from '../../domain/evaluation.ts';
import type { CaseRef } from '../../domain/evaluation-steps.ts';
import { figuresOf } from '../../eval/case-run.ts';
import { score, scoreNothing } from '../../eval/scorers.ts';
import type { Attempt } from '../run.ts';
import type { EvaluationDeps } from './deps.ts';
import { judgeByModel } from './judge-by-model.ts';
import { readCaseRun } from './read-case-run.ts';

/** A restart may help against a bug. */
const attemptsOfBug = 3;
/** Five minutes. Our own parts are waited for without limit. */
const attemptsOfUpstream = 30;

function isTriedAgain(code: FailureCode, attempt: number): boolean {
  if (code === 'dependency.down') return true;
  return failures[code].retried && attempt < (code === 'bug' ? attemptsOfBug : attemptsOfUpstream);
}

/** A judge that fails again and again is an error of the judge, and leaves the other questions alone. */
async function judgementOf(
  deps: EvaluationDeps,
  evaluation: { id: string; suite: string },
  row: CaseResult,
  { signal, attempt }: Attempt,
): Promise<{ scores: readonly Score[]; figures: CaseFigures | null }> {
  try {
    const run = await readCaseRun(deps, evaluation, row, signal);
    const scores = [...score(run), ...(await judgeByModel(deps.judge, run, signal))];
    return { scores, figures: figuresOf(run) };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = asAppError(error);
    if (isTriedAgain(code, attempt)) throw error;
    return { scores: scoreNothing(message), figures: null };
  }
}

/**
 * Judges one question by what its investigation stored, and by what the warehouse says now.
 *
 * Effect: statements on the warehouse; stores the judgement, of which the first stands.
 *
 * @throws {AppError} `dependency.down` while the investigation has not ended.
 */
export async function judgeCase(
  deps: EvaluationDeps,
  { id, position }: CaseRef,
  { signal, attempt }: Attempt,
): Promise<{ readonly failed: number; readonly errors: number }> {
  const [evaluation, row] = await Promise.all([
    deps.evaluations.find(id),
    deps.evaluations.caseAt(id, position),
  ]);
  if (evaluation === null || row === null)
    throw new AppError('input.not_found', 'There is no such question.');
  let { scores } = row;
  if (row.judgedAt === null) {
    const judgement = await judgementOf(deps, evaluation, row, { signal, attempt });
    scores = judgement.scores;
    await deps.evaluations.judged(id, position, judgement);
  }
  const isOf = (verdict: string) => Number(scores.some((one) => one.verdict === verdict));
  return { failed: isOf('fail'), errors: isOf('error') };
}
