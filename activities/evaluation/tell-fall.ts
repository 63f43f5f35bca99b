import { fallsOf, fallText, runsOfMean } from '../../eval/gate/fall.ts';
import type { EvaluationDeps } from './deps.ts';

/**
 * Tells people when a complete run fell against those before it: once, also where the step runs again, and
 * not where it could not be sent.
 *
 * Effect: a message to the webhook, if one is set; notes first that it was sent.
 */
export async function tellFall(
  { evaluations, webhook }: Pick<EvaluationDeps, 'evaluations' | 'webhook'>,
  id: string,
): Promise<void> {
  if (webhook === null) return;
  const evaluation = await evaluations.find(id);
  if (evaluation === null || evaluation.gate === null || evaluation.status !== 'completed') return;
  const before = await evaluations.before(id, runsOfMean);
  const falls = fallsOf(
    evaluation.gate,
    before.flatMap(({ gate }) => gate ?? []),
  );
  if (falls.length === 0 || !(await evaluations.claimTold(id))) return;
  await webhook.send(fallText(evaluation, falls, webhook.linkOf(id)));
}
