import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Row = z.array(z.string().nullable());
const about = { sql: z.string(), onlyDatabricks: z.literal(true).optional() };

/**
 * A statement and what Databricks answers: types and rows, or an error class and its SQLSTATE. `declined`
 * is the class with which the local workspace refuses it; `typesHere` are its types where they are others.
 */
const StatementCase = z.union([
  z.strictObject({
    ...about,
    types: z.array(z.string()),
    rows: z.array(Row),
    declined: z.string().optional(),
    typesHere: z.array(z.string()).optional(),
  }),
  z.strictObject({ ...about, error: z.string(), state: z.string() }),
]);

export type StatementCase = z.infer<typeof StatementCase>;

/** The table of statements; Apache Spark answers the same in `test/spark/statements.test.ts`. */
export const statementCases: readonly StatementCase[] = readFileSync(
  join(import.meta.dirname, 'statements.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => StatementCase.parse(JSON.parse(line)));
