import { sleep } from '@temporalio/workflow';
import { workflowIdOf } from '../domain/ids.ts';
import type { InvestigationInput } from '../domain/investigation.ts';

/** How often an investigation is tried to be admitted while there is no room for it. */
const mostAdmissions = 20;

/** What a try to have an investigation admitted comes to; its input is null where it runs already. */
type Try =
  | { readonly kind: 'admitted'; readonly input: InvestigationInput | null }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused' };

/**
 * Tries until an investigation is admitted; null where it is refused, runs already, or finds no room.
 *
 * Effect: the tries, and timers between them.
 */
export async function untilAdmitted(admit: () => Promise<Try>): Promise<InvestigationInput | null> {
  for (let n = 1; n <= mostAdmissions; n += 1) {
    const end = await admit();
    if (end.kind === 'refused') return null;
    if (end.kind === 'admitted') return end.input;
    await sleep(end.afterMs);
  }
  return null;
}

/** How the run of an admitted investigation is started: it goes on when the one that asked for it has ended. */
export const childOf = (input: InvestigationInput) =>
  ({
    workflowId: workflowIdOf(input.id),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: '5 s',
    parentClosePolicy: 'ABANDON',
    args: [input],
  }) as const;
