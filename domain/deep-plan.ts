import { insertName } from './follow-ups.ts';
import type { NextQuestion } from './follow-ups.ts';
import type { Cell, Evidence } from './evidence.ts';
import type { Domain } from './domains.ts';
import { leastRoundMs, mostChecks, mostQuiet, mostRounds } from './deep.ts';
import type { DeepEnd, DeepState, DeepStep } from './deep.ts';

/** Steps of one round: each brings a table that somebody has to read. */
const mostSteps = 4;
/** Rows of a table whose names are followed. */
const followedRows = 2;

/** What the steps of a round are chosen from. Times are epoch milliseconds. */
export type PlanInputs = {
  readonly state: DeepState;
  /** Tables with rows, oldest first. */
  readonly tables: readonly Evidence[];
  readonly nextOf: (table: Evidence) => readonly NextQuestion[];
  /** The steps of all plans before. */
  readonly before: readonly DeepStep[];
  /** Whether a certified statement can be run on a warehouse; else Genie is asked its question. */
  readonly canCheck: (id: string) => boolean;
  readonly isOpen: (domain: string) => domain is Domain;
  /** The questions of the first round, which are asked again after a wait. */
  readonly first: readonly { readonly domain: Domain; readonly question: string }[];
  /** The question asks to wait for its rows. */
  readonly asksToWait: boolean;
  /** When the question was asked, by the clock of the data, and that clock now. */
  readonly askedAtMs: number;
  readonly dataNowMs: number;
  readonly nowMs: number;
  readonly answerByMs: number;
};

/**
 * The steps of the next round by rule, or why there are none: a settled cause ends it, and so do two rounds
 * without anything new. Drill-downs are the next steps that certified questions declare, with names of their
 * first rows; then the rows that the question needs are waited for, once.
 *
 * Pure.
 */
export function planRound(inputs: PlanInputs): {
  readonly steps: readonly DeepStep[];
  readonly done: DeepEnd | null;
} {
  const done = endOf(inputs);
  if (done !== null) return { steps: [], done };
  const steps = stepsOf(inputs);
  return steps.length > 0 ? { steps, done: null } : { steps: [], done: 'nothing_left' };
}

function endOf({ state, nowMs, answerByMs }: PlanInputs): DeepEnd | null {
  if (state.answerNow) return 'wanted_now';
  const isSpent = state.round > mostRounds || state.checked >= mostChecks;
  if (isSpent || answerByMs - nowMs < leastRoundMs) return 'budget';
  if (state.verdict === 'cause_found') return 'settled';
  return state.quiet >= mostQuiet ? 'nothing_new' : null;
}

function stepsOf(inputs: PlanInputs): readonly DeepStep[] {
  const last = inputs.before.at(-1);
  if (last?.kind === 'wait') return askedAgain(inputs);
  const wait = waitFor(inputs);
  if (wait !== null && inputs.asksToWait) return [wait];
  const drills = drillDowns(inputs);
  if (drills.length > 0) return drills;
  return wait === null ? [] : [wait];
}

const askedAgain = ({ first }: PlanInputs): readonly DeepStep[] =>
  first.map(({ domain, question }) => ({
    kind: 'ask' as const,
    domain,
    question,
    why: 'Its rows are complete now.',
  }));

const byName = ([left]: readonly [string, string], [right]: readonly [string, string]): number =>
  left < right ? -1 : 1;

/** The same for the same step: the store gives parameters back in another order. */
const keyOf = (step: DeepStep): string => {
  if (step.kind === 'wait') return `wait ${step.until}`;
  return step.kind === 'ask'
    ? `ask ${step.question}`
    : `check ${step.question} ${JSON.stringify(Object.entries(step.parameters).toSorted(byName))}`;
};

function drillDowns(inputs: PlanInputs): readonly DeepStep[] {
  const done = new Set(inputs.before.map(keyOf));
  const answered = new Set(inputs.tables.map(({ certified }) => certified));
  const steps: DeepStep[] = [];
  const asked = new Set<Domain>();
  for (const table of inputs.tables.toReversed())
    for (const next of inputs.nextOf(table))
      for (const step of followed(inputs, table, next)) {
        const isKnown = done.has(keyOf(step)) || (isWhole(step) && answered.has(next.id));
        // One lane has one question a round.
        const isTaken = step.kind === 'ask' && asked.has(step.domain);
        if (isKnown || isTaken || steps.length >= mostSteps) continue;
        done.add(keyOf(step));
        if (step.kind === 'ask') asked.add(step.domain);
        steps.push(step);
      }
  return steps;
}

/** A statement without a name is the same as the table that it brought. */
const isWhole = (step: DeepStep): boolean =>
  step.kind === 'check' && Object.keys(step.parameters).length === 0;

function followed(
  { canCheck, isOpen }: PlanInputs,
  table: Evidence,
  { id, question, parameters }: NextQuestion,
): readonly DeepStep[] {
  const domain = id.split('/')[0] ?? '';
  if (!isOpen(domain)) return [];
  const why = `Follows “${table.title}”.`;
  const named = namesIn(table, parameters);
  return named.map((names) => {
    const isRunnable = canCheck(id) && names.every(({ name }) => name !== undefined);
    const values = names.map(({ name = '', value }) => [name, value] as const);
    return isRunnable
      ? { kind: 'check', question: id, parameters: Object.fromEntries(values), why }
      : {
          kind: 'ask',
          domain,
          question: names.reduce(
            (text, { role, value }) => insertName(text, role, value),
            question,
          ),
          why,
        };
  });
}

type Named = { readonly name: string | undefined; readonly role: string; readonly value: string };

/** The names of the first rows that have all of them; one set without names where none is needed. */
function namesIn(
  table: Evidence,
  parameters: NextQuestion['parameters'],
): readonly (readonly Named[])[] {
  if (parameters.length === 0) return [[]];
  return table.rows.slice(0, followedRows).flatMap((row) => {
    const names = parameters.flatMap(({ name, role, columns }) => {
      const value = columns
        .map((column) => textOf(row[table.columns.findIndex((one) => one.name === column)]))
        .find((text) => text !== '');
      return value === undefined ? [] : [{ name, role, value }];
    });
    return names.length === parameters.length ? [names] : [];
  });
}

const textOf = (cell: Cell | undefined): string => (cell == null ? '' : String(cell).trim());

/**
 * The wait for the rows up to the time of the question, once, where it asks for that or its cause is not settled;
 * null where all are there, or come too late for another round.
 */
function waitFor(inputs: PlanInputs): DeepStep | null {
  const { state, tables, asksToWait, askedAtMs, dataNowMs, nowMs, answerByMs } = inputs;
  const isUnsettled = state.intent !== null && state.verdict !== 'cause_found';
  if (state.waits > 0 || !(asksToWait || isUnsettled)) return null;
  const until = tables.flatMap(({ completeUntil }) =>
    completeUntil === null ? [] : [Date.parse(completeUntil)],
  );
  const lagMs = Math.max(0, ...until.map((ms) => askedAtMs - ms));
  const leftMs = askedAtMs + lagMs - dataNowMs;
  if (lagMs === 0 || leftMs <= 0 || nowMs + leftMs + leastRoundMs > answerByMs) return null;
  const at = new Date(nowMs + leftMs).toISOString();
  return { kind: 'wait', until: at, why: 'The newest rows of the question are not complete.' };
}
