import type { CaseResult, ScoreVerdict } from '../domain/evaluation.ts';

/** A judgement that differs between two evaluations. */
export type Turn = {
  readonly caseId: string;
  readonly question: string;
  readonly scorer: string;
  readonly before: ScoreVerdict;
  readonly now: ScoreVerdict;
  readonly reason: string;
};

/** A question whose first line has other numbers. */
export type OtherNumbers = {
  readonly caseId: string;
  readonly question: string;
  readonly before: string;
  readonly now: string;
};

/** What differs between two evaluations, by question; a question with repeats counts by its first round. */
export type Comparison = {
  /** Questions that both judged. */
  readonly compared: number;
  readonly newlyFailing: readonly Turn[];
  readonly newlyPassing: readonly Turn[];
  readonly otherNumbers: readonly OtherNumbers[];
};

const firstRound = (results: readonly CaseResult[]): ReadonlyMap<string, CaseResult> =>
  new Map(
    results
      .filter(({ repeat, judgedAt }) => repeat === 1 && judgedAt !== null)
      .map((one) => [one.caseId, one]),
  );

function turnsOf(before: CaseResult, now: CaseResult): readonly Turn[] {
  const { caseId, question } = now;
  return now.scores.flatMap(({ scorer, verdict, reason }) => {
    const earlier = before.scores.find((one) => one.scorer === scorer)?.verdict;
    if (earlier === undefined || earlier === verdict) return [];
    return [{ caseId, question, scorer, before: earlier, now: verdict, reason }];
  });
}

function otherNumbersOf(before: CaseResult, now: CaseResult): readonly OtherNumbers[] {
  const [left, right] = [before.figures, now.figures];
  if (left === null || right === null) return [];
  if (left.numbers.join(' ') === right.numbers.join(' ')) return [];
  const { caseId, question } = now;
  return [{ caseId, question, before: left.firstLine, now: right.firstLine }];
}

/** Compares two evaluations question by question; questions that only one judged are left out. Pure. */
export function compareEvaluations(
  before: readonly CaseResult[],
  now: readonly CaseResult[],
): Comparison {
  const earlier = firstRound(before);
  const pairs = [...firstRound(now)].flatMap(([id, one]) => {
    const other = earlier.get(id);
    return other === undefined ? [] : [[other, one] as const];
  });
  const turns = pairs.flatMap(([left, right]) => turnsOf(left, right));
  return {
    compared: pairs.length,
    newlyFailing: turns.filter(({ now: verdict }) => verdict === 'fail'),
    newlyPassing: turns.filter((one) => one.before === 'fail' && one.now === 'pass'),
    otherNumbers: pairs.flatMap(([left, right]) => otherNumbersOf(left, right)),
  };
}
