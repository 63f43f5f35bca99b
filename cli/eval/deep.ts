import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEvent } from '../../domain/events.ts';
import type { Explanation } from '../../domain/explanation.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { readCauseQuestions } from '../../eval/causes/dataset.ts';
import { deepGatesOf } from '../../eval/causes/deep-gates.ts';
import type { DeepJudged } from '../../eval/causes/deep-gates.ts';
import { judgeExplanation } from '../../eval/causes/judge.ts';
import type { Judgement } from '../../eval/causes/judge.ts';
import { reportLines } from '../../eval/causes/report.ts';
import { WorldTruth } from '../../eval/causes/truth.ts';
import { startLocalStack } from '../local-stack.ts';
import { runningStack } from '../running-stack.ts';
import { createServiceClient } from '../service-client.ts';
import type { ServiceClient } from '../service-client.ts';
import { isAsked, nowMs, said, tasksOf, visibleOf } from './causes.ts';
import type { CausesOptions, Task } from './causes.ts';
import { untilReady } from './world.ts';

/** As many as are asked at once: statements of more would wait for each other. */
const atOnce = 4;
/** Shorter than rows need to become complete: what is found without waiting for them is judged. */
const budgetSeconds = 900;

/** A service over one world. */
type DeepWorld = { readonly client: ServiceClient; readonly truth: WorldTruth };

/**
 * Asks the labelled questions as deep investigations of services over worlds with and without their
 * incidents, judges what they explain, and prints it with the gates.
 *
 * Effect: a local stack for each world, one after the other; builds data into the cache.
 *
 * @param left Ends it before its end.
 * @returns Whether every gate holds.
 */
export async function evaluateDeep(
  { seeds, only, worlds, say }: CausesOptions,
  left: AbortSignal,
): Promise<boolean> {
  const asked = readCauseQuestions().filter((one) => isAsked(one, only));
  const judged: DeepJudged[] = [];
  for (const world of worlds)
    for (const task of seeds.flatMap((seed) => tasksOf(seed, world, asked))) {
      const some = await judgeWorld(task, left);
      judged.push(...some);
      const rounds = some.reduce((sum, one) => sum + one.rounds, 0);
      const seconds = some.reduce((sum, one) => sum + one.seconds, 0) / some.length;
      say(
        `${world}, seed ${task.spec.seed}: ${some.length} investigations with ${rounds} rounds, ${seconds.toFixed(0)} s each`,
      );
    }
  const gates = deepGatesOf(judged);
  for (const line of ['', ...reportLines(judged, gates)]) say(line);
  return gates.length > 0 && gates.every(({ holds }) => holds);
}

/** Settings of a service of this machine alone, whatever the user's own are. */
const settingsOf = ({ spec }: Task, localDir: string): Record<string, string> => ({
  LOCAL_DIR: localDir,
  LOCAL_NOW: new Date(nowMs).toISOString(),
  LOCAL_SEED: String(spec.seed),
  LOCAL_INCIDENTS: spec.incidents.join(),
  LOCAL_DECOYS: spec.decoys.join(),
  LOCAL_GENIE_QPM: '5000',
  EVALUATION_CRON: 'off',
  PINNED_NOW: '',
  LLM_ENDPOINT: '',
  DATABRICKS_HOST: '',
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
});

async function judgeWorld(task: Task, left: AbortSignal): Promise<readonly DeepJudged[]> {
  const localDir = mkdtempSync(join(tmpdir(), 'health-monitor-eval-'));
  const service = await startLocalStack(
    null,
    (line) => console.error(line),
    left,
    settingsOf(task, localDir),
  );
  try {
    const workspace = runningStack(localDir)?.workspace.url ?? '';
    await untilReady(workspace);
    const truth = WorldTruth.parse(await (await fetch(`${workspace}/__local/truth`)).json());
    const world = { client: createServiceClient(service.url), truth };
    const todo = [...task.questions];
    const judged: DeepJudged[] = [];
    const work = async (): Promise<void> => {
      for (let next = todo.shift(); next !== undefined && !left.aborted; next = todo.shift())
        judged.push(await judgeOne(world, task, next, left));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return judged;
  } finally {
    await service.stop();
    rmSync(localDir, { recursive: true, force: true });
  }
}

async function judgeOne(
  { client, truth }: DeepWorld,
  task: Task,
  question: CauseQuestion,
  left: AbortSignal,
): Promise<DeepJudged> {
  const startedMs = Date.now();
  const { id } = await client.ask({ question: question.question, mode: 'deep', budgetSeconds });
  for await (const event of client.follow(id, left, () => undefined))
    await replyTo(client, id, event);
  const investigation = await client.get(id);
  const { explanation, deep, usage } = investigation;
  return {
    world: task.kind,
    seed: task.spec.seed,
    question: question.question,
    about: question.incident ?? question.kind,
    kind: question.kind,
    visible: visibleOf(question, truth),
    judgement: judgementOf(question, investigation, truth),
    verdict: explanation?.verdict ?? null,
    statements: usage.statements,
    said: explanation === null ? investigation.status : said(explanation),
    saysMissing: explanation !== null && saysMissing(explanation),
    rounds: deep?.rounds.length ?? 0,
    seconds: (Date.now() - startedMs) / 1_000,
  };
}

/** Genie's questions back are answered as by somebody in a hurry: with the first thing that it offers. */
async function replyTo(client: ServiceClient, id: string, event: LogEvent): Promise<void> {
  if (event.type !== 'lane.waiting' || event.reason !== 'clarification') return;
  const { domain, question, questionId } = event;
  const text = /“([^”]+)”|"([^"]+)"/.exec(question)?.slice(1).find(Boolean) ?? 'All of them.';
  await client.steer(id, { action: 'answer', domain, text, questionId });
}

/** A table or grant that is missing stands apart; what no table has is told in the text. */
const saysMissing = ({ missing, lines }: Explanation): boolean =>
  missing.length > 0 || lines.some((line) => line.includes('is not in the system tables'));

/** Without an explanation nothing was found. */
function judgementOf(
  question: CauseQuestion,
  { failure, explanation }: Investigation,
  truth: WorldTruth,
): Judgement {
  // Without a failure of its own, "failed" says that no domain answered; the search may have.
  if (failure !== null) return 'error';
  if (explanation !== null) return judgeExplanation(question, explanation, truth);
  return visibleOf(question, truth) === null ? 'none rightly' : 'missed';
}
