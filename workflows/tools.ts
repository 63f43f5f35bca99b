import type { InvestigationRef } from '../domain/investigation.ts';
import type { Effects, ExplainEnd, Running, StepResult } from '../domain/steps.ts';
import type { RoutedTool, ToolStart } from '../domain/tools.ts';
import { isCancelled } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import type { Limits } from './limits.ts';
import { unlessStopped } from './unless-stopped.ts';

/** Whether any tool ran, and whether any found something. */
export type ToolsEnd = { readonly ran: boolean; readonly answered: boolean };

type RunningTool = { readonly tool: string; readonly running: Running<StepResult<'runTool'>> };

/** Tools of one run. */
export type Tools = {
  /** Starts those beside the lanes. */
  readonly begin: () => void;
  /** Starts those that waited for the search for a cause. */
  readonly afterSearch: (found: ExplainEnd | null) => void;
  /** Waits for all that run; those that do not end in time end without a result. */
  readonly settle: () => Promise<ToolsEnd>;
};

const notInTime = 'It did not end before the answer had to be written.';
const notWanted = 'The answer was wanted at once.';

/**
 * Runs the tools of a routing beside the rest. Without tools nothing is started and nothing is waited for.
 *
 * Effect: starts steps.
 */
export function createTools(
  ref: InvestigationRef,
  limits: Limits,
  routed: readonly RoutedTool[],
  inbox: Inbox,
  effects: Effects,
): Tools {
  const running: RunningTool[] = [];
  const start = (...when: readonly ToolStart[]): void => {
    for (const { tool } of routed.filter((one) => when.includes(one.start))) {
      const args = { ref, tool, untilMs: limits.answerByMs(), unless: null };
      running.push({ tool, running: effects.start('runTool', args) });
    }
  };
  const isStopped = (): boolean => inbox.cancelRequested || inbox.answerNow;
  /** Whether it found something. */
  const settleOne = async (one: RunningTool): Promise<boolean> => {
    const end = await unlessStopped(one.running, isStopped, effects, limits.answerByMs);
    if (end?.ok) return end.value.outcome === 'answered';
    if (inbox.cancelRequested) return false;
    const unless =
      end !== null
        ? ({ outcome: 'failed', summary: end.failure.message } as const)
        : inbox.answerNow
          ? ({ outcome: 'skipped', summary: notWanted } as const)
          : ({ outcome: 'timed_out', summary: notInTime } as const);
    const untilMs = limits.answerByMs();
    const ending = effects.start('runTool', { ref, tool: one.tool, untilMs, unless });
    await unlessStopped(ending, isCancelled(inbox), effects, limits.composeByRuleAtMs);
    return false;
  };
  return {
    begin: () => start('beside'),
    afterSearch: (found) => {
      start('afterSearch');
      if (found?.isUnusual) start('afterFinding');
    },
    settle: async () => {
      const ends = await Promise.all(running.map(settleOne));
      return { ran: ends.length > 0, answered: ends.includes(true) };
    },
  };
}
