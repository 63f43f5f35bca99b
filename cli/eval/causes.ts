import { searchCauses } from '../../causes/search.ts';
import { loadConfig } from '../../config/index.ts';
import type { Explanation } from '../../domain/explanation.ts';
import {
  type CauseQuestion,
  ordinaryQuestions,
  readCauseQuestions,
} from '../../eval/causes/dataset.ts';
import { judgeExplanation, type WorldKind } from '../../eval/causes/judge.ts';
import { reportLines } from '../../eval/causes/report.ts';
import { gatesOf, type Judged } from '../../eval/causes/tally.ts';
import type { WorldTruth } from '../../eval/causes/truth.ts';
import { type Catalogue, loadCatalogue } from '../../sql/catalogue.ts';
import { createPorts, type RanStatements } from './checks.ts';
import { requestOf } from './request.ts';
import { openWorld, type World, type WorldSpec } from './world.ts';

/** Where the data of every world end; the dates in the questions are of it. */
export const nowMs = Date.parse('2026-11-18T00:00:00Z');
const weekMs = 7 * 86_400_000;
/** Ordinary weeks of each world that are asked about, the newest first. */
const ordinaryWeeks = 8;
/** Fewest worlds without incidents. */
const ordinarySeeds = 5;
const workspaces = 3;
const monthWeeks = 30.4 / 7;

/** What is evaluated; `only` is an incident, or the id or kind of a question. */
export type CausesOptions = {
  readonly seeds: readonly number[];
  readonly only: string | null;
  readonly worlds: readonly WorldKind[];
  readonly say: (line: string) => void;
};

/** A world and what is asked of it. */
export type Task = {
  readonly kind: WorldKind;
  readonly spec: WorldSpec;
  readonly questions: readonly CauseQuestion[];
};

const ordinary = (question: string): CauseQuestion => ({
  id: question,
  question,
  incident: null,
  symptom: { object: null },
  also: null,
  kind: question.startsWith('What changed') ? 'whatChanged' : 'why',
});

/** Whether a question belongs to what is evaluated. Pure. */
export const isAsked = (
  { id, incident, also, kind }: CauseQuestion,
  only: string | null,
): boolean => only === null || [id, incident, also, kind].includes(only);

/** The seeds and the next ones: what is ordinary is told by several. */
function seedsOfOrdinary(seeds: readonly number[]): readonly number[] {
  const next = Math.max(...seeds) + 1;
  const more = Array.from({ length: ordinarySeeds }, (_, index) => next + index);
  return [...seeds, ...more].slice(0, Math.max(ordinarySeeds, seeds.length));
}

/** The worlds of a kind, with what is asked of each; every second incident is on in one and off in the other. Pure. */
export function tasksOf(
  seed: number,
  world: WorldKind,
  asked: readonly CauseQuestion[],
): readonly Task[] {
  const about = asked.filter(({ incident }) => incident !== null);
  const ids = [
    ...new Set(readCauseQuestions().flatMap(({ incident }) => incident ?? [])),
  ].toSorted();
  const of = (incidents: readonly string[], decoys: readonly string[], questions: typeof asked) =>
    questions.length === 0 ? [] : [{ kind: world, spec: { seed, incidents, decoys }, questions }];
  if (world === 'on') return of(['all'], ['none'], asked);
  if (world === 'decoy') return of(['all'], ['all'], about);
  if (world === 'ordinary') return of(['none'], ['none'], ordinaryQuestions.map(ordinary));
  return [0, 1].flatMap((parity) => {
    const on = ids.filter((_, index) => index % 2 === parity);
    const isOff = ({ incident, also }: CauseQuestion) =>
      ![incident, also].some((id) => id !== null && on.includes(id));
    return of(on, ['none'], about.filter(isOff));
  });
}

/** What an explanation says, in short. Pure. */
export const said = ({ verdict, lines }: Explanation): string =>
  [`${verdict}:`, ...lines.slice(0, 3)].join(' ').slice(0, 1000);

async function judgeOne(
  world: World,
  task: Task,
  question: CauseQuestion,
  shared: { readonly catalogue: Catalogue; readonly ran: RanStatements; readonly atMs: number },
): Promise<Judged> {
  const { catalogue, ran, atMs } = shared;
  const { ports, count } = createPorts(catalogue, world.warehouse, ran, atMs);
  const base = {
    world: task.kind,
    seed: task.spec.seed,
    question: question.question,
    about: question.incident ?? question.kind,
    kind: question.kind,
    visible: visibleOf(question, world.truth),
  };
  try {
    const explanation = await searchCauses(requestOf(question, atMs), ports);
    const judgement = judgeExplanation(question, explanation, world.truth);
    const { verdict } = explanation;
    return { ...base, judgement, verdict, statements: count(), said: said(explanation) };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      ...base,
      judgement: 'error',
      verdict: null,
      statements: count(),
      said: reason.slice(0, 600),
    };
  }
}

/** What is visible of the incident that is asked about, where it happened. Pure. */
export const visibleOf = (
  { incident }: CauseQuestion,
  { incidents }: WorldTruth,
): Judged['visible'] => incidents.find(({ id }) => id === incident)?.visible.is ?? null;

async function judgeWorld(task: Task, catalogue: Catalogue, cacheDir: string): Promise<Judged[]> {
  const world = await openWorld(task.spec, nowMs, cacheDir);
  const ran: RanStatements = new Map();
  const weeks = task.kind === 'ordinary' ? ordinaryWeeks : 1;
  const judged: Judged[] = [];
  try {
    for (let week = 0; week < weeks; week += 1)
      for (const question of task.questions) {
        const shared = { catalogue, ran, atMs: nowMs - week * weekMs };
        judged.push(await judgeOne(world, task, question, shared));
      }
  } finally {
    await world.close();
  }
  return judged;
}

/**
 * Asks the labelled questions in worlds with and without their incidents, with decoys, and in ordinary
 * weeks, judges what the search for a cause says, and prints it with the gates.
 *
 * Effect: a local workspace for each world, one after the other; builds data into the cache.
 *
 * @returns Whether every gate holds.
 */
export async function evaluateCauses({
  seeds,
  only,
  worlds,
  say,
}: CausesOptions): Promise<boolean> {
  const { cacheDir } = loadConfig().local;
  const catalogue = loadCatalogue();
  const asked = readCauseQuestions().filter((one) => isAsked(one, only));
  const tasks = worlds.flatMap((world) =>
    (world === 'ordinary' ? seedsOfOrdinary(seeds) : seeds).flatMap((seed) =>
      tasksOf(seed, world, asked),
    ),
  );
  const judged: Judged[] = [];
  for (const task of tasks) {
    const startedMs = Date.now();
    judged.push(...(await judgeWorld(task, catalogue, cacheDir)));
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(0);
    say(`${task.kind}, seed ${task.spec.seed}: ${task.questions.length} questions in ${seconds} s`);
  }
  const months = (seedsOfOrdinary(seeds).length * ordinaryWeeks * workspaces) / monthWeeks;
  const gates = gatesOf(judged, months);
  for (const line of ['', ...reportLines(judged, gates)]) say(line);
  return gates.length > 0 && gates.every(({ holds }) => holds);
}
