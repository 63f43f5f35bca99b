import type { Answer } from '../domain/answer.ts';
import { withoutMarkers } from '../domain/citations.ts';
import { checkedText } from '../proof/checked-text.ts';
import type { CaseFigures } from '../domain/evaluation.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Investigation } from '../domain/investigation.ts';
import type { StatementEnd } from '../domain/warehouse.ts';
import type { EvaluationCase } from './case.ts';
import type { WorldTruth } from './causes/truth.ts';

/**
 * What the certified statement of a table brings when it is run again with the table's parameters;
 * `evidenceId` names the table.
 */
export type TableTruth = { readonly evidenceId: string; readonly end: StatementEnd };

/** Everything that scorers read: a question, what became of it, and what is true. */
export type CaseRun = {
  readonly case: EvaluationCase;
  readonly investigation: Investigation;
  readonly evidence: readonly Evidence[];
  /** Of each certified table. */
  readonly truths: readonly TableTruth[];
  /** What the certified question that is meant brings with its defaults; null where none is labelled. */
  readonly meant: StatementEnd | null;
  /** The day of the data's clock, YYYY-MM-DD. */
  readonly asOf: string;
  /** What was planted in the data; null where that is not known. */
  readonly world: WorldTruth | null;
  /** What the same question came to in earlier rounds of this evaluation. */
  readonly earlier: readonly CaseFigures[];
};

/**
 * What an answer begins with, behind what of the question it does not follow: its first line that says
 * something, or the list with a line for each domain; without markers, empty without any. Pure.
 */
export function firstLineOf(answer: Pick<Answer, 'markdown' | 'caveats'> | null): string {
  const lines = withoutMarkers(answer === null ? '' : checkedText(answer)).split('\n');
  const from = lines.findIndex((line) => /[\p{L}\p{N}]/u.test(line));
  const isItem = (line: string): boolean => line.startsWith('- ');
  const rest = lines.slice(Math.max(0, from));
  const end = isItem(rest[0] ?? '') ? rest.findIndex((line) => !isItem(line)) : 1;
  const first = rest.slice(0, end < 0 ? rest.length : end);
  return first.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** The numbers of a text as they are written: `1,234.5`. Names and dates in backticks are left out. Pure. */
export const numbersOf = (text: string): readonly string[] =>
  text.replaceAll(/`[^`]*`|\d{4}-\d\d-\d\d/g, ' ').match(/(?<![\w.])\d[\d,]*(?:\.\d+)?/g) ?? [];

const ms = (at: string | null): number => (at === null ? NaN : Date.parse(at));

/** How long a question took without its wait for quota, milliseconds; 0 while it has not ended. Pure. */
export function tookMsOf({ createdAt, finishedAt, lanes }: Investigation): number {
  const waited = Math.max(0, ...lanes.map(({ waitedMs }) => waitedMs));
  const took = ms(finishedAt) - ms(createdAt) - waited;
  return Number.isNaN(took) ? 0 : Math.max(0, took);
}

/** The figures of what a question came to. Pure. */
export function figuresOf({ investigation, evidence }: CaseRun): CaseFigures {
  const { routing, answer, status, usage } = investigation;
  const firstLine = firstLineOf(answer);
  return {
    status,
    asked: (routing?.domains ?? []).map(({ domain }) => domain).toSorted(),
    certified: [...new Set(evidence.flatMap(({ certified }) => certified ?? []))].toSorted(),
    firstLine,
    numbers: numbersOf(firstLine),
    tookMs: tookMsOf(investigation),
    genieQuestions: usage.genieQuestions,
    geniePolls: usage.geniePolls,
    tokens: usage.inputTokens + usage.outputTokens,
  };
}
