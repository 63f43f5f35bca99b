import { setTimeout as delay } from 'node:timers/promises';
import type { Evaluation, GateVerdict } from '../../domain/evaluation.ts';
import { comparisonLine, evaluationLines } from '../../eval/report/table.ts';
import { compareEvaluations } from '../../eval/compare.ts';
import { createLiveScreen } from '../ask/live-screen.ts';
import type { EvaluationClient, EvaluationWithResults } from './client.ts';

const lookEveryMs = 1_000;
/** Where lines cannot be redrawn, one is enough for a while. */
const plainEveryMs = 15_000;
const barWidth = 30;
/** Looks in a row that may fail: a service that restarts is away for seconds. */
const mostFailures = 120;

const leftCode = 130;
const codes: Readonly<Record<GateVerdict, number>> = { passed: 0, failed: 1, notEnoughData: 2 };

const say = (lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

function progressLine({ suite, judged, cases, startedAt }: Evaluation): string {
  const share = cases === 0 ? 0 : judged / cases;
  const full = Math.round(share * barWidth);
  const seconds = Math.round((Date.now() - Date.parse(startedAt)) / 1000);
  const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
  return `${suite} ${bar} ${judged} of ${cases}, ${seconds} s`;
}

/** Shows how far an evaluation is: one line in place, or now and then a line. */
function createProgress(): { draw: (evaluation: Evaluation) => void; end: () => void } {
  const { stderr } = process;
  if (stderr.isTTY) {
    const screen = createLiveScreen(stderr);
    return { draw: (evaluation) => screen.draw([progressLine(evaluation)]), end: screen.end };
  }
  let shownMs = 0;
  return {
    draw: (evaluation) => {
      if (Date.now() - shownMs < plainEveryMs) return;
      shownMs = Date.now();
      stderr.write(`${progressLine(evaluation)}\n`);
    },
    end: () => undefined,
  };
}

/** Looks until it has ended; null when `left` aborts before. */
async function untilEnded(
  client: EvaluationClient,
  id: string,
  left: AbortSignal,
): Promise<EvaluationWithResults | null> {
  const progress = createProgress();
  let failures = 0;
  try {
    while (!left.aborted) {
      try {
        const [newest] = (await client.list(100)).filter((one) => one.id === id);
        failures = 0;
        if (newest !== undefined) progress.draw(newest);
        if (newest !== undefined && newest.status !== 'running') return await client.get(id);
      } catch (error) {
        failures += 1;
        if (failures > mostFailures) throw error;
      }
      await delay(lookEveryMs, undefined, { signal: left }).catch(() => undefined);
    }
    return null;
  } finally {
    progress.end();
  }
}

/** The evaluation of the same suite before this one; null when there is none. */
export async function findBefore(
  client: EvaluationClient,
  { id, suite, startedAt }: Evaluation,
): Promise<EvaluationWithResults | null> {
  const all = await client.list(100);
  const before = all.find(
    (one) => one.id !== id && one.suite === suite && one.gate !== null && one.startedAt < startedAt,
  );
  return before === undefined ? null : client.get(before.id);
}

/** Prints an evaluation and what differs from the one before. */
export async function printEvaluation(
  client: EvaluationClient,
  evaluation: EvaluationWithResults,
): Promise<number> {
  const { results, gate } = evaluation;
  say(evaluationLines(evaluation, results));
  const before = await findBefore(client, evaluation);
  if (before !== null) {
    const comparison = compareEvaluations(before.results, results);
    if (comparison.compared > 0) say(['', comparisonLine(before, comparison)]);
  }
  return gate === null ? codes.failed : codes[gate.verdict];
}

/** What is asked for. */
export type RunRequest = {
  readonly suite: string;
  readonly repeats: number;
  readonly only: readonly string[] | null;
};

/**
 * Starts an evaluation, shows how far it is, and prints what it came to.
 *
 * @param left Aborts when the person leaves: the evaluation goes on.
 * @returns The exit code.
 */
export async function runEvaluation(
  client: EvaluationClient,
  { suite, repeats, only }: RunRequest,
  left: AbortSignal,
): Promise<number> {
  const started = await client.start({
    suite,
    repeats,
    ...(only === null ? {} : { questionIds: only }),
  });
  const ended = await untilEnded(client, started.id, left);
  if (ended !== null) return printEvaluation(client, ended);
  say([`It goes on. Its end: npm run eval -- show ${started.id}`]);
  return leftCode;
}
