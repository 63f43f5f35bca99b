import { setTimeout as delay } from 'node:timers/promises';
import { cancelledConclusion as cancelled } from '../domain/conclusion.ts';
import type { Conclusion } from '../domain/conclusion.ts';
import type {
  Engine,
  InvestigationStore,
  OpenInvestigation,
  RunState,
} from '../domain/api-ports.ts';
import type { ProposalStore } from '../domain/proposal-ports.ts';
import type { Log } from './deps.ts';
import { sweepStranded } from './sweep-stranded.ts';
import type { StrandedDeps } from './sweep-stranded.ts';

export type SweepDeps = {
  readonly store: Pick<InvestigationStore, 'sweep' | 'conclude'>;
  readonly engine: Pick<Engine, 'start' | 'cancel' | 'state' | 'applyProposal'>;
  readonly proposals: { readonly store: Pick<ProposalStore, 'unapplied'> };
  readonly log: Log;
};

const sweepEveryMs = 15_000;

/** How long after its deadline an investigation is ended that could not be concluded otherwise. */
const endAfterMs = 3_600_000;

/** What to do with an open investigation, by the state of its run. */
type Step = 'start' | 'cancel' | 'leave' | Conclusion;

const closed: Conclusion = {
  status: 'fromLanes',
  openLanes: { outcome: 'timed_out', detail: 'The investigation ended before this domain did.' },
  failure: null,
};
const failed: Conclusion = {
  status: 'failed',
  openLanes: { outcome: 'failed', detail: 'The run of the investigation failed.' },
  failure: {
    code: 'bug',
    message:
      'The workflow of the investigation failed before it could write its end. See the log of the worker.',
  },
};

const late: Conclusion = {
  status: 'failed',
  openLanes: {
    outcome: 'failed',
    detail: 'The investigation was ended an hour after its deadline.',
  },
  failure: {
    code: 'dependency.down',
    message:
      'The run did not end within an hour of its deadline, so it was ended here. Check that the worker and Temporal run, then ask again.',
  },
};

const steps: Readonly<Record<RunState, { asked: Step; cancelRequested: Step }>> = {
  absent: { asked: 'start', cancelRequested: cancelled },
  running: { asked: 'leave', cancelRequested: 'cancel' },
  completed: { asked: closed, cancelRequested: closed },
  cancelled: { asked: cancelled, cancelRequested: cancelled },
  failed: { asked: failed, cancelRequested: cancelled },
};

/**
 * Visits open investigations that may have lost their run: starts a missing run, repeats a cancel,
 * concludes an investigation whose run has ended without writing its end. A failed visit is logged and
 * repeated later; an hour after its deadline an investigation is ended in any case.
 *
 * Effect: workflow starts and cancels, conclusions; all of them may be repeated.
 */
export async function sweepOnce(deps: SweepDeps): Promise<void> {
  await deps.store.sweep(async (open) => {
    try {
      const moved = await move(deps, open);
      if (!moved && open.pastDeadlineMs > endAfterMs) await endLate(deps, open);
    } catch (err) {
      deps.log.warn({ err, investigationId: open.id }, 'a visit of the sweeper failed');
    }
  });
}

/**
 * Starts the runs of approved proposals that have none.
 *
 * Effect: one read; workflow starts, which may be repeated.
 */
export async function sweepProposals({ engine, proposals, log }: SweepDeps): Promise<void> {
  for (const ref of await proposals.store.unapplied())
    await engine.applyProposal(ref).catch((err: unknown) => {
      log.warn({ err, proposalId: ref.id }, 'a visit of the sweeper failed');
    });
}

/** Takes the step that the state of the run asks for; false when the investigation is still open. */
async function move(deps: SweepDeps, open: OpenInvestigation): Promise<boolean> {
  const { store, engine, log } = deps;
  try {
    const state = await engine.state(open.id);
    const step = steps[state][open.cancelRequested ? 'cancelRequested' : 'asked'];
    if (step === 'leave') return false;
    if (step === 'start') await engine.start(open.input);
    else if (step === 'cancel') await engine.cancel(open.id);
    const isEnd = typeof step !== 'string';
    const done = isEnd ? `concluded ${await store.conclude(open, step)}` : step;
    log.info({ investigationId: open.id, step: done }, 'swept');
    return isEnd;
  } catch (err) {
    log.warn({ err, investigationId: open.id }, 'a visit of the sweeper failed');
    return false;
  }
}

async function endLate(deps: SweepDeps, open: OpenInvestigation): Promise<void> {
  const { store, engine, log } = deps;
  const status = await store.conclude(open, open.cancelRequested ? cancelled : late);
  log.warn(
    { investigationId: open.id, status },
    'an investigation was ended an hour after its deadline',
  );
  // A run that still exists would hold slots without any use.
  await engine.cancel(open.id).catch((err: unknown) => {
    log.warn({ err, investigationId: open.id }, 'the cancel of the run failed');
  });
}

const strandedRuns = (deps: StrandedDeps): Promise<void> => sweepStranded(deps);

/**
 * Sweeps every 15 s until stopped.
 *
 * Effect: as `sweepOnce`; a failed sweep is logged and does not stop the next one.
 *
 * @returns When the last sweep is over.
 */
export async function runSweeper(
  deps: SweepDeps & StrandedDeps,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    for (const sweep of [sweepOnce, sweepProposals, strandedRuns])
      await sweep(deps).catch((err: unknown) => deps.log.warn({ err }, 'the sweep failed'));
    // The wait ends early, by rejecting, when the process stops.
    await delay(sweepEveryMs, undefined, { signal: stopping }).catch(() => {});
  }
}
