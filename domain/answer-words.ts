/**
 * How the first line of an answer is said for tables of one certified question.
 *
 * `line` and `none` are templates of `answers/template.ts`; `none` is said when the table has no row.
 * `exists` tells that rows mean yes, and no rows mean no, to a question that asks whether.
 */
export type AnswerWords = {
  readonly line: string;
  readonly none: string;
  readonly exists: boolean;
  /** Parameter → its role (`window.from`, `team`, …). */
  readonly roles: ReadonlyMap<string, string>;
};
