import { AppError } from '../../../domain/errors.ts';
import type { NewEvent } from '../../../domain/events.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepArgs, Steps } from '../../../domain/steps.ts';
import type { Attempt } from '../../../activities/run.ts';
import type { Random } from '../../../local/data/random.ts';
import { planNext } from './deep-steps.ts';
import { concludeRow, recordSteer, rememberRow } from './end-model.ts';
import type { EventQueue } from './event-queue.ts';
import { openLane, settleRound } from './lane-model.ts';
import { append, hasFinishedAnswer } from './log-model.ts';
import type { Call } from './network.ts';
import type { Plan, Question } from './plan.ts';
import { rowOf } from './tables.ts';
import type { Database, Investigation } from './tables.ts';
import { timerOf } from './worker-timer.ts';
import type { Worker } from './workers.ts';

export type StepWorld = {
  readonly db: Database;
  readonly call: Call;
  readonly queue: EventQueue;
  readonly random: Random;
  readonly plan: Plan;
  readonly hasFaults: () => boolean;
  readonly questionOf: (row: Investigation) => Question;
};

type On = {
  readonly row: Investigation;
  readonly question: Question;
  readonly write: <Value>(what: string, transaction: () => Value) => Promise<Value>;
  /** Works for a while: until then the attempt may be stopped, and with faults it may fail. */
  readonly work: (ms: number) => Promise<void>;
  readonly at: Attempt;
  readonly name: string;
};

type Run<Name extends keyof Steps> = (
  world: StepWorld,
  args: StepArgs<Name>,
  on: On,
) => ReturnType<Steps[Name]>;

/** All steps but `askGenie`, which is the real one: each commits once, as the real one does. */
type OtherSteps = { readonly [Name in Exclude<keyof Steps, 'askGenie'>]: Run<Name> };

const event = (given: NewEvent): NewEvent => given;

/** How long a model or a warehouse takes, milliseconds: mostly short, sometimes longer than anybody waits. */
const workMs = (random: Random): number =>
  random.chance(0.05) ? 100_000 : random.lognormal(1_500, 0.9);

function commitRouting(db: Database, row: Investigation, question: Question): void {
  if (row.keys.has('routed')) return;
  const routing = { domains: [], tools: [], source: 'examples' } as never;
  append(db, row, [
    event({ key: 'started', type: 'started', payload: {} }),
    event({ key: 'routed', type: 'routed', payload: { routing, degraded: [], usage: {} } }),
  ]);
  const deadlineAtMs = row.deadlineAtMs - Math.min(20_000, row.budgetSeconds * 250);
  for (const { domain } of question.lanes)
    openLane(row, { round: 1, domain, question: `What about ${domain}?` }, deadlineAtMs);
}

const routed = ({ lanes, intent, tools, isMemoryApart, summarises, routesAtOnce }: Question) => ({
  lanes,
  intent,
  ...(intent === null ? {} : { asksNobody: true }),
  tools,
  ...(isMemoryApart ? { isMemoryApart } : {}),
  summarises,
  ...(routesAtOnce ? { writesAtOnce: true } : {}),
});

const answerKey = (type: string, pass: number, at: Attempt): string =>
  `${type}:${pass}:${at.attempt}`;

async function writeAnswer(
  { db, random, queue }: StepWorld,
  { pass, byRule, modelByMs }: StepArgs<'synthesise'>,
  { row, write, work, at }: On,
): Promise<void> {
  const of = { pass, attempt: at.attempt };
  const isDone = await write('answerState', () => hasFinishedAnswer(row));
  if (isDone) return;
  await write('answer.started', () => {
    const isBegun = row.events.some(({ type }) => type === 'answer.started');
    const key = answerKey('answer.started', pass, at);
    const started = event({ key, type: 'answer.started', payload: of });
    const reset = answerKey('answer.reset', pass, at);
    append(db, row, [
      ...(isBegun ? [event({ key: reset, type: 'answer.reset', payload: of })] : []),
      started,
    ]);
  });
  const pieces = random.between(1, 3);
  for (let n = 1; n <= pieces; n += 1) {
    const isByRule = byRule !== null || queue.now() >= modelByMs;
    await work(isByRule ? random.between(5, 100) : workMs(random) / pieces);
    const key = `${answerKey('answer.delta', pass, at)}:${n}`;
    const payload = { attempt: at.attempt, text: 'text' };
    await write('answer.delta', () =>
      append(db, row, [event({ key, type: 'answer.delta', payload })]),
    );
  }
  await write('answer.finished', () => {
    const payload = { answer: { markdown: 'text' } as never, usage: {} };
    const key = answerKey('answer.finished', pass, at);
    append(db, row, [event({ key, type: 'answer.finished', payload })]);
  });
}

/** The answer and its text in one transaction, or nothing where names have to be looked up. */
async function writeAtOnce(
  { db }: StepWorld,
  { pass }: StepArgs<'synthesiseAtOnce'>,
  { row, question, write, at }: On,
): Promise<boolean> {
  if (await write('answerState', () => hasFinishedAnswer(row))) return true;
  if (question.looksUpNames) return false;
  const of = { pass, attempt: at.attempt };
  const key = (type: string): string => answerKey(type, pass, at);
  const text = { attempt: at.attempt, text: 'text' };
  const answer = { markdown: 'text' } as never;
  await write('answer.finished', () =>
    append(db, row, [
      event({ key: key('answer.started'), type: 'answer.started', payload: of }),
      event({ key: `${key('answer.delta')}:1`, type: 'answer.delta', payload: text }),
      event({
        key: key('answer.finished'),
        type: 'answer.finished',
        payload: { answer, usage: {} },
      }),
    ]),
  );
  return true;
}

async function runTool(
  { db, random }: StepWorld,
  { tool, unless }: StepArgs<'runTool'>,
  { row, write, work }: On,
): Promise<{ outcome: Outcome }> {
  const endOf = (): Outcome | null => {
    const ended = row.events.find(({ key }) => key === `tool.finished:${tool}`);
    return ended?.type === 'tool.finished' ? ended.payload.outcome : null;
  };
  const before = await write('tool.started', () => {
    const key = `tool.started:${tool}`;
    append(db, row, [event({ key, type: 'tool.started', payload: { tool } })]);
    return endOf();
  });
  if (before !== null) return { outcome: before };
  if (unless === null) await work(workMs(random));
  const outcome = unless?.outcome ?? random.pick(['answered', 'no_data', 'failed'] as const);
  return write('tool.finished', () => {
    const stood = endOf();
    if (stood !== null) return { outcome: stood };
    const payload = { tool, outcome, summary: 'told', data: null };
    append(db, row, [event({ key: `tool.finished:${tool}`, type: 'tool.finished', payload })]);
    return { outcome };
  });
}

async function explain(
  { db, random }: StepWorld,
  { skip, round = 1 }: StepArgs<'explain'>,
  { row, write, work }: On,
) {
  const before = await write('explanation', () => row.verdicts.get(round) ?? null);
  if (before !== null) return before;
  if (skip === null) await work(workMs(random));
  const found = random.pick(['cause_found', 'contributing', 'inconclusive', 'blocked'] as const);
  const end = {
    verdict: skip === null ? found : ('skipped' as const),
    isUnusual: random.chance(0.5),
  };
  return write('explained', () => {
    const stood = row.verdicts.get(round);
    if (stood !== undefined) return stood;
    const key = round === 1 ? 'explained' : `explained:${round}`;
    const payload = { explanation: { verdict: end.verdict } as never, usage: {} };
    append(db, row, [event({ key, type: 'explained', payload })]);
    row.verdicts.set(round, end);
    return end;
  });
}

const steps: OtherSteps = {
  routeAtOnce: async ({ db }, _, { row, question, write }) => {
    if (!question.routesAtOnce && !row.keys.has('routed')) return null;
    await write('route', () => commitRouting(db, row, question));
    return routed(question);
  },
  route: async ({ db, random, queue }, { modelByMs }, { row, question, write, work }) => {
    await work(Math.max(0, Math.min(workMs(random), modelByMs - queue.now())));
    await write('route', () => commitRouting(db, row, question));
    return routed(question);
  },
  settleLanes: ({ db }, { round, proposals, clarifications }, { row, write }) =>
    write('settle', () =>
      settleRound(db, row, round, proposals, clarifications).map(({ domain, outcome, detail }) => ({
        domain,
        outcome,
        detail,
      })),
    ),
  steer: ({ db }, { updateId, action }, { row, write }) =>
    write('steer', () => recordSteer(db, row, updateId, action)),
  explain,
  runTool,
  plan: ({ db }, args, { row, write }) => write('plan', () => planNext(db, row, args)),
  check: async ({ random }, { round }, { row, work }) => {
    await work(workMs(random));
    return (row.plans.get(round)?.steps ?? []).filter(({ kind }) => kind === 'check').length;
  },
  synthesise: writeAnswer,
  synthesiseAtOnce: writeAtOnce,
  remember: async ({ db, random }, _, { row, write, work, name }) => {
    await work(random.chance(0.1) ? 100_000 : 20);
    await write('remember', () => rememberRow(db, row, name));
  },
  conclude: ({ db }, { end }, { row, write, name }) =>
    write('conclude', () => concludeRow(db, row, end, name)),
  summarise: ({ random }, _, { work }) => work(workMs(random)),
};

/** Runs a step other than `askGenie` as one attempt on a worker. */
export function runOtherStep<Name extends keyof OtherSteps>(
  world: StepWorld,
  worker: Worker,
  name: Name,
  args: StepArgs<Name>,
  at: Attempt & { readonly name: string },
): ReturnType<Steps[Name]> {
  const { db, call, queue, random, plan } = world;
  const row = rowOf(db, args.ref.id);
  const { sleep } = timerOf(queue, worker);
  const on: On = {
    row,
    question: world.questionOf(row),
    write: (what, transaction) => call(worker, what, transaction),
    work: async (ms) => {
      await sleep(ms, at.signal);
      if (world.hasFaults() && random.chance(plan.faults.ofPoll / 3))
        throw new AppError(random.pick(['upstream.down', 'upstream.rejected', 'bug']), 'no luck');
    },
    at,
    name: at.name,
  };
  const run: Run<Name> = steps[name];
  return run(world, args, on);
}
