import { answerByMs, composeByRuleAtMs } from '../domain/budget.ts';
import type { InvestigationInput } from '../domain/investigation.ts';
import type { Inbox } from './inbox.ts';

/** The deadlines of a run, epoch milliseconds; the user may move them while it runs. */
export type Limits = {
  readonly deadlineAtMs: () => number;
  /** When the lanes end, so that there is time to write the answer. */
  readonly answerByMs: () => number;
  /** When the rules write the answer. */
  readonly composeByRuleAtMs: () => number;
};

/** The deadlines of an input, as the inbox has moved them. */
export function limitsOf(
  { deadlineAtMs, budgetSeconds }: Pick<InvestigationInput, 'deadlineAtMs' | 'budgetSeconds'>,
  inbox: Pick<Inbox, 'extendedMs'>,
): Limits {
  return {
    deadlineAtMs: () => deadlineAtMs + inbox.extendedMs,
    answerByMs: () => answerByMs(deadlineAtMs, budgetSeconds) + inbox.extendedMs,
    composeByRuleAtMs: () => composeByRuleAtMs(deadlineAtMs + inbox.extendedMs),
  };
}
