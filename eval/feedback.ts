import { z } from 'zod';
import { ratings } from '../domain/feedback.ts';
import type { ProposedCase } from '../domain/feedback.ts';
import { DomainNames } from './case.ts';
import type { EvaluationCase } from './case.ts';
import { datasetFile, readJsonl } from './read-jsonl.ts';

const Row = z.strictObject({
  id: z.string().regex(/^case_[0-9a-f]{32}$/, 'must be case_ and 32 hex digits'),
  question: z.string().trim().min(1),
  /** To which it must go; null where nobody has said. */
  domains: DomainNames.nullable(),
  rating: z.enum(ratings),
  /** Where the label comes from. */
  from: z.string(),
});

/** An accepted question of a reader. It has nothing of the answer, and not what the reader wrote of it. */
export type FeedbackRow = z.infer<typeof Row>;

/** Where accepted questions are kept beside the other data sets. */
export const feedbackFile = datasetFile('feedback.jsonl');

/**
 * The accepted questions that are kept as a file, in its order.
 *
 * Effect: reads the file.
 *
 * @throws {AppError} `input.invalid` with the line that is wrong.
 */
export const readFeedbackSet = (file: string = feedbackFile): readonly FeedbackRow[] =>
  readJsonl(file, Row, ({ id }) => id);

/** An accepted case as a row of the file. Pure. */
export const feedbackRow = (one: ProposedCase): FeedbackRow => ({
  id: one.id,
  question: one.question.trim(),
  domains: one.domains === null ? null : [...one.domains],
  rating: one.rating,
  from: `Feedback of ${one.givenAt.slice(0, 10)} on ${one.investigationId}.`,
});

/**
 * The file after an export: rows keep their places, those that were accepted anew have the newer words, those
 * that were rejected since are gone, and new ones follow in the order in which they were given. Rows of
 * which this database knows nothing stay. Pure; the same again changes nothing.
 *
 * @param accepted Oldest first.
 */
export function mergeFeedback(
  rows: readonly FeedbackRow[],
  accepted: readonly ProposedCase[],
  rejected: readonly Pick<ProposedCase, 'id'>[],
): readonly FeedbackRow[] {
  const gone = new Set(rejected.map(({ id }) => id));
  const kept = rows.filter(({ id }) => !gone.has(id)).map((row) => [row.id, row] as const);
  const newer = accepted.map((one) => [one.id, feedbackRow(one)] as const);
  return [...new Map([...kept, ...newer]).values()];
}

/** The text of the file. Pure. */
export const feedbackText = (rows: readonly FeedbackRow[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const wordsOf = (question: string): string => question.toLowerCase().replaceAll(/\s+/g, ' ').trim();

/**
 * What the suite asks: the rows of the file and what was accepted since, each question once. Of two rows with
 * the same words the first that is labelled counts. Pure.
 */
export function feedbackCases(
  rows: readonly FeedbackRow[],
  accepted: readonly ProposedCase[],
): readonly EvaluationCase[] {
  const asked = new Map<string, FeedbackRow>();
  for (const row of mergeFeedback(rows, accepted, [])) {
    const words = wordsOf(row.question);
    const other = asked.get(words);
    if (other === undefined || (other.domains === null && row.domains !== null))
      asked.set(words, row);
  }
  // Without a label it is judged as every answer is.
  return [...asked.values()].map(({ id, question, domains }) => ({
    id,
    question,
    route: domains === null ? null : { exactly: [domains] },
    certified: null,
    firstLine: null,
    cause: null,
    asOf: null,
  }));
}
