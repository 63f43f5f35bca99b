import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { SqlRow } from './driver.ts';

/**
 * Rows of a statement in their shape.
 *
 * @throws {AppError} `upstream.rejected` when a table holds what we did not write.
 */
export function readRows<T>(rows: readonly SqlRow[], shape: z.ZodType<T>): readonly T[] {
  const read = z.array(shape).safeParse(rows);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined ? '' : ` at ${issue.path.slice(1).join('.')}: ${issue.message}`;
  throw new AppError('upstream.rejected', `A memory table has a row of another form${where}.`, {
    cause: read.error,
  });
}

/** JSON in a column of text; null where there is none, or where it is no JSON. */
export const jsonCell = <T>(shape: z.ZodType<T>) =>
  z
    .string()
    .nullable()
    .transform((text) => {
      const read = text === null ? null : shape.safeParse(parsed(text));
      return read?.success ? read.data : null;
    });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
