import type { DeepEnd, DeepPlan, DeepState, DeepStep } from '../../domain/deep.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { literal } from '../../domain/markdown.ts';
import type { RoundStore } from '../../domain/round-ports.ts';

/** What the report of a deep investigation is written from. Times are epoch milliseconds. */
export type ReportInputs = {
  readonly state: DeepState;
  readonly rounds: Awaited<ReturnType<RoundStore['all']>>;
  readonly explanation: Explanation | null;
  readonly stored: readonly Evidence[];
  readonly createdAtMs: number;
  readonly nowMs: number;
};

const whyEnded: Readonly<Record<DeepEnd, string>> = {
  settled: 'the cause is settled',
  nothing_new: 'two rounds in a row found nothing new',
  nothing_left: 'no certified question leads further',
  budget: 'the time was used up',
  wanted_now: 'the answer was wanted at once',
};

/**
 * A section on how a deep investigation came to its answer: what each round looked at and found, which query
 * ruled out what, and what it cost.
 *
 * Pure.
 */
export function deepReport(inputs: ReportInputs): string {
  const { rounds } = inputs;
  const ended = rounds.plans.at(-1)?.done ?? null;
  const lines = [
    `Round 1 asked the domains that fit the question${foundIn(inputs, 1)}.`,
    ...rounds.plans.flatMap((plan) => roundLine(inputs, plan)),
    ...(ended === null ? [] : [`It ended because ${whyEnded[ended]}.`]),
    ...ruledOutBy(inputs),
    costLine(inputs),
  ];
  return `## How it was investigated\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function foundIn({ rounds }: ReportInputs, round: number): string {
  const end = rounds.rounds.find((one) => one.round === round);
  if (end === undefined) return '';
  const n = end.found.length;
  return n === 0
    ? ', and found nothing new'
    : `, and found ${n} new ${n === 1 ? 'table' : 'tables'}`;
}

function roundLine(inputs: ReportInputs, { round, steps }: DeepPlan): readonly string[] {
  if (steps.length === 0) return [];
  return [`Round ${round} ${steps.map(stepText).join('; ')}${foundIn(inputs, round)}.`];
}

function stepText(step: DeepStep): string {
  if (step.kind === 'wait') return `waited for rows until ${step.until}`;
  if (step.kind === 'ask') return `asked ${step.domain} “${literal(step.question)}”`;
  const values = Object.values(step.parameters);
  const named = values.length === 0 ? '' : ` for ${values.map(literal).join(', ')}`;
  return `looked at ${step.question}${named}`;
}

/** The certified statements by whose rows a cause was ruled out. */
function ruledOutBy({ explanation, stored }: ReportInputs): readonly string[] {
  const queries = new Map(stored.map(({ id, certified, title }) => [id, certified ?? title]));
  return (explanation?.ruledOut ?? []).flatMap(({ kind, markers }) => {
    const ids = (explanation?.citations ?? []).filter(({ marker }) => markers.includes(marker));
    const by = [...new Set(ids.flatMap(({ evidenceId }) => queries.get(evidenceId) ?? []))];
    return by.length === 0
      ? []
      : [`${kind.replaceAll('-', ' ')} was ruled out by ${by.map(literal).join(', ')}.`];
  });
}

function costLine({ rounds, state, createdAtMs, nowMs }: ReportInputs): string {
  const { questions, statements, tokens } = rounds.cost;
  const minutes = Math.max(1, Math.round((nowMs - createdAtMs) / 60_000));
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  return `It cost ${count(questions, 'Genie question')}, ${count(statements, 'statement')} and ${count(tokens, 'token')} of a model, in ${count(Math.max(1, state.round - 1), 'round')} and ${count(minutes, 'minute')}.`;
}
