import { admit } from '../../domain/admit.ts';
import { AppError } from '../../domain/errors.ts';
import { evaluator } from '../../domain/evaluation.ts';
import type { AdmittedCase, CaseRef } from '../../domain/evaluation-steps.ts';
import type { InvestigationInput } from '../../domain/investigation.ts';
import type { EvaluationDeps } from './deps.ts';

const laterMs = 5_000;

/**
 * Admits a question of an evaluation as any other, by a key of its own: an attempt after the first gets the
 * same investigation.
 *
 * Effect: inserts the row with `queued`; the workflow starts the run.
 */
export async function admitCase(deps: EvaluationDeps, at: CaseRef): Promise<AdmittedCase> {
  const { id, position } = at;
  const found = await deps.evaluations.caseAt(id, position);
  if (found === null) throw new AppError('input.not_found', 'There is no such question.');
  let input: InvestigationInput | null = null;
  const start = (given: InvestigationInput) => {
    input = { ...given, nobodyAnswers: true };
    return Promise.resolve();
  };
  try {
    const row = await admit(
      {
        store: deps.investigations,
        engine: { start },
        limits: deps.limits,
        workspace: deps.workspace,
        mayAsk: () => true,
        ...deps.ids,
      },
      {
        principal: evaluator,
        idempotencyKey: `${id}:${position}`,
        question: found.question,
        sessionId: null,
        mode: 'standard',
        budgetSeconds: null,
        domains: null,
        visibility: 'private',
      },
    );
    await deps.evaluations.asked(id, position, row.id);
    return { kind: 'admitted', input };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, details } = error;
    if (code === 'limit.day' || code === 'auth.denied') return { kind: 'stop', reason: message };
    if (code !== 'limit.exceeded') throw error;
    return { kind: 'later', afterMs: details.retryAfterMs ?? laterMs };
  }
}
