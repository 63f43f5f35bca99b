import {
  ActivityCancellationType,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  executeChild,
  proxyActivities,
  setCurrentDetails,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { GateVerdict } from '../domain/evaluation.ts';
import type {
  AdmittedCase,
  EvaluationCounts,
  EvaluationInput,
  EvaluationPlan,
  EvaluationSteps,
} from '../domain/evaluation-steps.ts';
import { workflowIdOf } from '../domain/ids.ts';
import type { InvestigationInput } from '../domain/investigation.ts';
import { investigationType } from './messages.ts';

const retry = {
  initialInterval: '500 ms',
  backoffCoefficient: 2,
  maximumInterval: '10 s',
} as const;

/** Temporal retries a step without limit: an evaluation waits for what is down. */
const quick = proxyActivities<Omit<EvaluationSteps, 'judgeCase'>>({
  startToCloseTimeout: '30 s',
  heartbeatTimeout: '10 s',
  retry,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});
const { judgeCase } = proxyActivities<Pick<EvaluationSteps, 'judgeCase'>>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 s',
  retry,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** What the questions of one run share. */
type Run = {
  readonly id: string;
  readonly plan: EvaluationPlan;
  next: number;
  readonly until: number;
  counts: EvaluationCounts;
  readonly cancel: { isRequested: boolean };
  stoppedBy: string | null;
};

/**
 * Asks the questions of a suite, a few at a time, each as an investigation of its own, and judges each when
 * it has ended. Everything that is found lies in the database: a run that continues as new, or another
 * attempt of a step, goes on with what is not judged.
 *
 * @returns What the gate says; null when the evaluation could not be made.
 */
export async function evaluation(input: EvaluationInput): Promise<GateVerdict | null> {
  const id = input.id ?? `eva_${uuid4().replaceAll('-', '')}`;
  const cancel = { isRequested: false };
  CancellationScope.current().cancelRequested.catch(() => {
    cancel.isRequested = true;
  });
  const end = await CancellationScope.nonCancellable(async () => {
    try {
      return await untilEnd(input, id, cancel);
    } catch (error) {
      // What is thrown would be retried as a workflow task without end, or leave the evaluation open.
      const reason = error instanceof Error ? error.message : String(error);
      await quick.endEvaluation({ id, status: 'failed', detail: `Internal error: ${reason}` });
      throw ApplicationFailure.nonRetryable(reason, 'bug');
    }
  });
  if ('again' in end) return continueAsNew<typeof evaluation>(end.again);
  if (cancel.isRequested) throw new CancelledFailure('The evaluation was cancelled.');
  return end.verdict;
}

/** Asks what this run asks; ends the evaluation, or says how the next run goes on. */
async function untilEnd(
  input: EvaluationInput,
  id: string,
  cancel: Run['cancel'],
): Promise<{ readonly verdict: GateVerdict | null } | { readonly again: EvaluationInput }> {
  const plan = input.plan ?? (await planOf(input, id));
  if ('refused' in plan) {
    await quick.endEvaluation({ id, status: 'failed', detail: plan.refused });
    return { verdict: null };
  }
  const { next, counts } = input;
  const until = Math.min(plan.cases, next + plan.casesOfRun);
  const run: Run = { id, plan, next, until, counts, cancel, stoppedBy: null };
  await askAll(run);
  const isCancelled = cancel.isRequested;
  const isOver = isCancelled || run.stoppedBy !== null || run.next >= plan.cases;
  if (!isOver) return { again: { ...input, id, plan, next: run.next, counts: run.counts } };
  const status = isCancelled ? 'cancelled' : run.stoppedBy === null ? 'completed' : 'failed';
  return { verdict: await quick.endEvaluation({ id, status, detail: run.stoppedBy }) };
}

const planOf = (
  { suite, repeats, caseIds, trigger }: EvaluationInput,
  id: string,
): ReturnType<EvaluationSteps['planEvaluation']> => {
  const { workflowId } = workflowInfo();
  return quick.planEvaluation({ id, workflowId, suite, repeats, caseIds, trigger });
};

/** Asks round after round: a later one is compared with those before. */
async function askAll(run: Run): Promise<void> {
  const { casesOfRound, atOnce } = run.plan;
  const isOpen = (): boolean => !run.cancel.isRequested && run.stoppedBy === null;
  while (isOpen() && run.next < run.until) {
    const endOfRound = (Math.floor(run.next / casesOfRound) + 1) * casesOfRound;
    const until = Math.min(run.until, endOfRound);
    // Each line takes the next question when its own is judged.
    const line = async (): Promise<void> => {
      while (isOpen() && run.next < until) {
        const position = run.next;
        run.next += 1;
        await askOne(run, position);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, line));
  }
}

async function askOne(run: Run, position: number): Promise<void> {
  const at = { id: run.id, position };
  const admitted = await admitOrWait(run, at);
  if (admitted === null) return;
  if (admitted.input !== null) await investigate(run, at, admitted.input);
  if (run.cancel.isRequested) return;
  const { failed, errors } = await judgeCase(at);
  run.counts = {
    judged: run.counts.judged + 1,
    failed: run.counts.failed + failed,
    errors: run.counts.errors + errors,
  };
  setCurrentDetails(
    `${run.counts.judged} of ${run.plan.cases} judged, ${run.counts.failed} with a failure`,
  );
}

/** Null when the evaluation ends before there is room for the question. */
async function admitOrWait(
  run: Run,
  at: { id: string; position: number },
): Promise<Extract<AdmittedCase, { kind: 'admitted' }> | null> {
  while (!run.cancel.isRequested) {
    const admitted = await quick.admitCase(at);
    if (admitted.kind === 'admitted') return admitted;
    if (admitted.kind === 'stop') {
      run.stoppedBy ??= admitted.reason;
      return null;
    }
    await condition(() => run.cancel.isRequested, admitted.afterMs);
  }
  return null;
}

/** Returns when the investigation has ended; how, its rows tell. */
async function investigate(
  run: Run,
  at: { id: string; position: number },
  input: InvestigationInput,
): Promise<void> {
  const scope = new CancellationScope({ cancellable: true });
  const child = scope
    .run(() =>
      executeChild(investigationType, {
        workflowId: workflowIdOf(input.id),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowTaskTimeout: '5 s',
        parentClosePolicy: 'ABANDON',
        args: [input],
      }),
    )
    // The sweeper may have started it before, and it may end as cancelled or failed.
    .catch(() => undefined);
  let ended = false;
  void child.then(() => {
    ended = true;
  });
  await condition(() => ended || run.cancel.isRequested);
  if (ended) return;
  await quick.cancelCase(at);
  scope.cancel();
  await child;
}
