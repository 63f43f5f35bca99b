import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { ApplyEnd, ProposalRef, ProposalSteps } from '../domain/proposals.ts';

/** Tried until the workspace answers: what was approved is not forgotten. */
const steps = proxyActivities<ProposalSteps>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
});

/** Does what an approved proposal says, once; its id is that of the proposal. */
export async function applyProposal(ref: ProposalRef): Promise<ApplyEnd> {
  const end = await steps.applyProposal(ref);
  setCurrentDetails(end.detail === null ? end.status : `${end.status}: ${end.detail}`);
  return end;
}
