import type { EvaluationDetail } from '../resources.ts';

/** A question of an evaluation with its judgements. */
export type CaseRow = EvaluationDetail['results'][number];

/** A case of an evaluation, and the scorers that it fails; `isNew` when it failed none of them before. */
export type FailingCase = {
  readonly row: CaseRow;
  readonly failed: readonly CaseRow['scores'][number][];
  readonly isNew: boolean;
};

const isFailure = ({ verdict }: CaseRow['scores'][number]): boolean =>
  verdict === 'fail' || verdict === 'error';

/**
 * The cases that fail, those first that did not fail in the evaluation before.
 *
 * Pure.
 *
 * @param before Null when there is none to compare with: then no case is new.
 */
export function failingCases(
  results: readonly CaseRow[],
  before: readonly CaseRow[] | null,
): readonly FailingCase[] {
  const failedBefore = new Set(
    (before ?? []).filter(({ scores }) => scores.some(isFailure)).map(({ caseId }) => caseId),
  );
  const failing = results
    .map((row) => ({ row, failed: row.scores.filter(isFailure) }))
    .filter(({ failed }) => failed.length > 0)
    .map((one) => ({ ...one, isNew: before !== null && !failedBefore.has(one.row.caseId) }));
  return failing.toSorted((left, right) => Number(right.isNew) - Number(left.isNew));
}
