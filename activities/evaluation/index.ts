import { evaluator } from '../../domain/evaluation.ts';
import type { EvaluationSteps } from '../../domain/evaluation-steps.ts';
import { bars } from '../../eval/gate/bars.ts';
import { gate } from '../../eval/gate/gate.ts';
import { run } from '../run.ts';
import { admitCase } from './admit-case.ts';
import type { EvaluationDeps } from './deps.ts';
import { judgeCase } from './judge-case.ts';
import { planEvaluation } from './plan.ts';
import { tellFall } from './tell-fall.ts';

/**
 * The activities of an evaluation.
 *
 * Effect: each has effects only through `deps`, and may run more than once.
 */
export function createEvaluationActivities(deps: EvaluationDeps): EvaluationSteps {
  const { evaluations, investigations } = deps;
  return {
    planEvaluation: (args) => run(() => planEvaluation(deps, args)),
    admitCase: (at) => run(() => admitCase(deps, at)),
    cancelCase: ({ id, position }) =>
      run(async () => {
        const row = await evaluations.caseAt(id, position);
        if (row === null || row.investigationId === null) return;
        await investigations.requestCancel({ id: row.investigationId, owner: evaluator.id });
      }),
    judgeCase: (at) => run((attempt) => judgeCase(deps, at, attempt)),
    endEvaluation: ({ id, status, detail }) =>
      run(async () => {
        const result = status === 'failed' ? null : gate(bars, await evaluations.cases(id));
        await evaluations.end(id, { status, gate: result, detail });
        await tellFall(deps, id);
        return result?.verdict ?? null;
      }),
  };
}
