import type { InvestigationRow } from '../../domain/investigation.ts';
import { applyEvent, unstarted } from '../../domain/resource.ts';
import type { AppDeps } from '../deps.ts';
import { readLog } from '../read.ts';
import { statusOf } from '../responses/response-object.ts';
import { invocationOutputs } from './outputs.ts';
import type { InvocationState } from './schemas.ts';

const statuses = {
  queued: 'queued',
  in_progress: 'active',
  incomplete: 'failed',
  cancelled: 'failed',
  completed: 'completed',
  failed: 'failed',
} as const satisfies Record<string, InvocationState['status']>;

/**
 * An invocation as the agent server tells it, as it is now.
 *
 * Effect: reads the log, and the evidence.
 *
 * @param id What the client calls it.
 */
export async function tellInvocation(
  { store }: AppDeps,
  row: InvestigationRow,
  id: string,
): Promise<InvocationState> {
  const log = await readLog({ store }, row);
  const progress = log.reduce(applyEvent, unstarted);
  const status = statuses[statusOf(progress)];
  const self = `/api/invocations/${id}`;
  const told = {
    id,
    status,
    session_id: row.sessionId,
    status_url: self,
    events_url: `${self}/events`,
  };
  if (status === 'failed')
    return { ...told, error: progress.failure?.message ?? `It was ${progress.status}.` };
  if (status !== 'completed') return told;
  const custom = invocationOutputs(row, progress, await store.evidence(row));
  return { ...told, output: { output: progress.answer?.markdown ?? '', custom_outputs: custom } };
}
