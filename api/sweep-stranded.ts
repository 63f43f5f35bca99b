import type { Engine, InvestigationStore } from '../domain/api-ports.ts';
import type { Conclusion } from '../domain/conclusion.ts';
import type { Log } from './deps.ts';

export type StrandedDeps = {
  readonly store: Pick<InvestigationStore, 'still' | 'conclude'>;
  readonly engine: Pick<Engine, 'strandedSinceMs' | 'state' | 'terminate'>;
  readonly log: Log;
};

/**
 * How long a run may fail to be replayed before it is ended: a version that strands runs may be taken back
 * within that time, and they then go on.
 */
const endAfterMs = 300_000;

/** How long the log of a run that is looked at has been still, milliseconds. */
const stillMs = 60_000;

const stranded: Conclusion = {
  status: 'fromLanes',
  openLanes: {
    outcome: 'failed',
    detail: 'The run could not go on with the version of the service that is running now.',
  },
  failure: {
    code: 'bug',
    message:
      'The run was begun by a version of the service whose steps the running one does not repeat, so it was ended with what it had. Try it again: what was found is taken over.',
  },
};

const lost: Conclusion = {
  status: 'fromLanes',
  openLanes: { outcome: 'failed', detail: 'The run was lost: Temporal does not have it any more.' },
  failure: {
    code: 'dependency.down',
    message:
      'Temporal does not have the run of the investigation any more, as after a backup was restored, so it was ended with what it had. Try it again: what was found is taken over.',
  },
};

/**
 * Ends investigations whose runs are gone or cannot be replayed, with what they had: their lanes and tables
 * stay, and they can be tried again.
 *
 * Effect: reads at Temporal; conclusions and terminations, which may be repeated.
 *
 * @param waits For tests: how long it waits before it looks, and before it ends a run.
 */
export async function sweepStranded(
  { store, engine, log }: StrandedDeps,
  waits = { stillMs, endAfterMs },
): Promise<void> {
  for (const ref of await store.still(waits.stillMs)) {
    try {
      if ((await engine.state(ref.id)) === 'absent') {
        const status = await store.conclude(ref, lost);
        log.error(
          { investigationId: ref.id, status },
          'an investigation whose run is gone was ended',
        );
        continue;
      }
      const sinceMs = await engine.strandedSinceMs(ref.id);
      if (sinceMs === null || Date.now() - sinceMs < waits.endAfterMs) continue;
      const status = await store.conclude(ref, stranded);
      log.error({ investigationId: ref.id, status }, 'a run that cannot be replayed was ended');
      await engine.terminate(ref.id, stranded.failure?.message ?? '');
    } catch (err) {
      log.warn({ err, investigationId: ref.id }, 'a visit of the sweeper failed');
    }
  }
}
