import { mayAsk } from '../domain/access.ts';
import type { DomainAccess } from '../domain/access.ts';
import { admit } from '../domain/admit.ts';
import type { AdmitRequest } from '../domain/admit.ts';
import { AppError } from '../domain/errors.ts';
import type { InvestigationId } from '../domain/ids.ts';
import type { InvestigationInput } from '../domain/investigation.ts';
import type { EvaluationDeps } from './evaluation/deps.ts';

/** With what questions are admitted that a schedule asks in somebody's name. */
export type OwnerDeps = Pick<EvaluationDeps, 'investigations' | 'limits' | 'ids' | 'workspace'> & {
  readonly domainAccess: DomainAccess;
};

/** `input` is that of the workflow that the caller starts; null where it was started before. */
export type Asked =
  | {
      readonly kind: 'admitted';
      readonly id: InvestigationId;
      readonly input: InvestigationInput | null;
    }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly reason: string };

const laterMs = 15_000;

/**
 * Admits a question in the name of somebody who is not there: nobody answers what Genie asks back. The same
 * key gives the same investigation.
 *
 * Effect: inserts its row with `queued`; the workflow starts the run.
 */
export async function askAsOwner(
  deps: OwnerDeps,
  owner: { readonly id: string; readonly groups: readonly string[] },
  given: Pick<AdmitRequest, 'question' | 'mode' | 'domains'> & { readonly key: string },
): Promise<Asked> {
  let input: InvestigationInput | null = null;
  const start = (started: InvestigationInput): Promise<void> => {
    input = { ...started, nobodyAnswers: true };
    return Promise.resolve();
  };
  try {
    const { id } = await admit(
      {
        store: deps.investigations,
        engine: { start },
        limits: deps.limits,
        workspace: deps.workspace,
        mayAsk: (principal, domain) => mayAsk(deps.domainAccess, principal, domain),
        ...deps.ids,
      },
      {
        principal: owner,
        idempotencyKey: given.key,
        question: given.question,
        sessionId: null,
        mode: given.mode,
        budgetSeconds: null,
        domains: given.domains,
        visibility: 'private',
      },
    );
    return { kind: 'admitted', id, input };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, details } = error;
    if (code === 'limit.exceeded')
      return { kind: 'later', afterMs: details.retryAfterMs ?? laterMs };
    if (code === 'limit.day' || code === 'auth.denied') return { kind: 'refused', reason: message };
    throw error;
  }
}
