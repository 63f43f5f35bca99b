import { setTimeout as delay } from 'node:timers/promises';
import { cancelledConclusion as cancelled } from '../domain/conclusion.ts';
import type { Conclusion } from '../domain/conclusion.ts';
import type {
  Engine,
  InvestigationStore,
  OpenInvestigation,
  RunState,
} from '../domain/api-ports.ts';
import type { Log } from './deps.ts';

export type SweepDeps = {
  readonly store: Pick<InvestigationStore, 'sweep' | 'conclude'>;
  readonly engine: Pick<Engine, 'start' | 'cancel' | 'state'>;
  readonly log: Log;
};

const sweepEveryMs = 15_000;

/** What to do with an open row, by what became of its run. */
type Step = 'start' | 'cancel' | 'leave' | Conclusion;

const closed: Conclusion = {
  status: 'fromLanes',
  openLanes: { outcome: 'timed_out', detail: 'The investigation ended before this domain did.' },
  failure: null,
};
const failed: Conclusion = {
  status: 'failed',
  openLanes: { outcome: 'failed', detail: 'The run of the investigation failed.' },
  failure: { code: 'bug', message: 'The run ended by an error and could not say how.' },
};

const steps: Readonly<Record<RunState, { asked: Step; cancelRequested: Step }>> = {
  absent: { asked: 'start', cancelRequested: cancelled },
  running: { asked: 'leave', cancelRequested: 'cancel' },
  completed: { asked: closed, cancelRequested: closed },
  cancelled: { asked: cancelled, cancelRequested: cancelled },
  failed: { asked: failed, cancelRequested: cancelled },
};

/**
 * Looks after every open investigation that may have lost its run: starts what never began, repeats a
 * cancel, concludes what ended without saying so. One that cannot be helped now is left for the next
 * time.
 *
 * Effect: workflow starts and cancels, conclusions; all of them may be repeated.
 */
export async function sweepOnce(deps: SweepDeps): Promise<void> {
  await deps.store.sweep(async (open) => {
    try {
      const step = await visit(deps, open);
      if (step !== 'leave') deps.log.info({ investigationId: open.id, step }, 'swept');
    } catch (err) {
      deps.log.warn({ err, investigationId: open.id }, 'could not be swept');
    }
  });
}

async function visit({ store, engine }: SweepDeps, open: OpenInvestigation): Promise<string> {
  const state = await engine.state(open.id);
  const step = steps[state][open.cancelRequested ? 'cancelRequested' : 'asked'];
  if (step === 'leave') return step;
  if (step === 'start') await engine.start(open.input);
  else if (step === 'cancel') await engine.cancel(open.id);
  else return `concluded ${await store.conclude(open, step)}`;
  return step;
}

/**
 * Sweeps now and then until stopped.
 *
 * Effect: as `sweepOnce`, every 15 s; a failed sweep is logged and the next one comes all the same.
 *
 * @returns When the last sweep is over.
 */
export async function runSweeper(deps: SweepDeps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await sweepOnce(deps).catch((err: unknown) => deps.log.warn({ err }, 'the sweep failed'));
    // The wait ends early, by rejecting, when the process stops.
    await delay(sweepEveryMs, undefined, { signal: stopping }).catch(() => {});
  }
}
