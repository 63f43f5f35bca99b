import { z } from 'zod';
import { datasetFile, readJsonl } from '../read-jsonl.ts';

const Labelled = z.object({
  id: z.string(),
  question: z.string(),
  /** The planted incident that is asked about; null when what is asked about did not happen. */
  incident: z.string().nullable(),
  /** What the question names; null when it leaves that open. */
  symptom: z.object({ object: z.string().nullable() }),
  /** A second incident in the same question. */
  also: z.string().nullable(),
  kind: z.enum(['why', 'whatChanged', 'false-premise', 'no-such-object', 'no-data', 'two']),
});

/** A question for a cause, and what it is about. */
export type CauseQuestion = z.infer<typeof Labelled>;

/**
 * Reads the labelled questions.
 *
 * Effect: reads `eval/datasets/causes.jsonl`.
 *
 * @throws {Error} A line that is no labelled question, with its number.
 */
export function readCauseQuestions(): readonly CauseQuestion[] {
  return readJsonl(datasetFile('causes.jsonl'), Labelled, ({ id }) => id);
}

/** Asked of weeks in which nothing happened: a cause that is found there is a false alarm. */
export const ordinaryQuestions = [
  'Why did our spend jump this week?',
  'Why did spend fall yesterday?',
  'Why do so many jobs fail since yesterday?',
  'What is behind the failed pipeline updates of this week?',
  'Why are queries so slow since yesterday?',
  'Why are our tables stale?',
  'Why do some tables have so few rows?',
  'Why were there so many refused actions this week?',
  'Why did somebody read so much data this week?',
  'Why do model serving endpoints refuse requests?',
  'Why is so much spend untagged this week?',
  'What changed before spend went up this week?',
] as const;
