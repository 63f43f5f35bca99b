import { z } from 'zod';
import { datasetFile, readJsonl } from './read-jsonl.ts';

const Row = z.strictObject({
  id: z.string(),
  symptom: z.string().min(1),
  /** The name of the runbook's file. */
  runbook: z.string().min(1),
  part: z.enum(['tune', 'check']),
});

/** A trouble as somebody tells it, and the runbook that ends it. */
export type RunbookSymptom = z.infer<typeof Row>;

/**
 * The labelled symptoms, two for each runbook.
 *
 * Effect: reads the data set.
 *
 * @throws {AppError} `input.invalid` with the line that is wrong.
 */
export const readRunbookSymptoms = (): readonly RunbookSymptom[] =>
  readJsonl(datasetFile('runbooks.jsonl'), Row, ({ id }) => id);
