import type { ProposalSteps } from '../domain/proposals.ts';
import { applyProposal } from './apply-proposal.ts';
import type { ApplyDeps } from './apply-proposal.ts';
import { run } from './run.ts';

/**
 * The activities that do what an approved proposal says.
 *
 * Effect: each has effects only through `deps`, and may run more than once.
 */
export const createProposalActivities = (deps: ApplyDeps): ProposalSteps => ({
  applyProposal: (ref) => run(({ signal }) => applyProposal(deps, ref, signal)),
});
