import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { AppError } from '../domain/errors.ts';

/** The file of a data set of ours. */
export const datasetFile = (name: string): string =>
  fileURLToPath(new URL(`datasets/${name}`, import.meta.url));

function readLine<Row>(line: string, row: z.ZodType<Row>): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error('no valid JSON');
  }
  const parsed = row.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'row'}: ${message}`,
  );
  throw new Error(problems.join('; '));
}

/**
 * Reads a data set: one JSON object a line, each checked; empty lines are left out.
 *
 * Effect: reads the file.
 *
 * @throws {AppError} `input.invalid`: the file, the line and what is wrong with it: no JSON, a field, an id that
 *   an earlier line has.
 */
export function readJsonl<Row>(
  file: string,
  row: z.ZodType<Row>,
  idOf: (row: Row) => string,
): readonly Row[] {
  const lineOf = new Map<string, number>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      const where = `${basename(file)}, line ${at + 1}`;
      try {
        const read = readLine(line, row);
        const earlier = lineOf.get(idOf(read));
        if (earlier !== undefined) throw new Error(`id: ${idOf(read)} is that of line ${earlier}`);
        lineOf.set(idOf(read), at + 1);
        return [read];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new AppError('input.invalid', `${where}: ${reason}`, { cause: error });
      }
    });
}
