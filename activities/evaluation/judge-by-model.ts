import type { Score } from '../../domain/evaluation.ts';
import type { Judge } from '../../domain/judge-port.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { askJudge, judges } from '../../eval/judges.ts';
import type { Finding } from '../../eval/scorers/scorer.ts';
import { fail, pass, unjudged } from '../../eval/scorers/scorer.ts';

/**
 * What a model says of one question, by each of the judges; nothing where none is set. A judge that fails is
 * an error of the judge and no score.
 *
 * Effect: a call of the model for each judge.
 */
export async function judgeByModel(
  judge: Judge | null,
  run: CaseRun,
  signal: AbortSignal,
): Promise<readonly Score[]> {
  if (judge === null) return [];
  const findingOf = async (one: (typeof judges)[number]): Promise<Finding> => {
    const asked = askJudge(one, run);
    if ('verdict' in asked) return asked;
    try {
      const { passes, rationale } = await judge(asked, signal);
      return passes ? pass(rationale) : fail(rationale);
    } catch (error) {
      signal.throwIfAborted();
      return unjudged(
        `the judge failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  return Promise.all(judges.map(async (one) => ({ scorer: one.name, ...(await findingOf(one)) })));
}
