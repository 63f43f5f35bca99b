import { AppError } from '../domain/errors.ts';
import { missingSchemaIn } from '../domain/hints.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { optionalTables, optionalTablesIn } from '../sql/tables.ts';
import type { FoundWorkspace } from './found-workspace.ts';

type Looked = { readonly absent: readonly string[] } | { readonly unknown: string };

/**
 * The optional tables that some questions read and a workspace does not have; or why nobody could look.
 *
 * Effect: one statement for each table, which reads no row.
 */
export async function absentTables(
  questions: Catalogue['questions'],
  run: (statement: string) => ReturnType<FoundWorkspace['run']>,
): Promise<Looked> {
  const tables = [...new Set(questions.flatMap(({ sql }) => optionalTablesIn(sql)))].toSorted();
  const absent: string[] = [];
  for (const table of tables) {
    const tried = await run(`select 1 from ${table} where 1 = 0`).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { state: 'refused', message: error.message } as const;
    });
    if (tried.state === 'refused') return { unknown: `${table}: ${tried.message}` };
    if (tried.state === 'failed' && missingSchemaIn(tried.message) !== null) absent.push(table);
  }
  return { absent };
}

/** A catalogue without the questions that need an absent table. Pure. */
export function withoutTables(catalogue: Catalogue, absent: readonly string[]): Catalogue {
  const isLeft = (sql: string) => optionalTablesIn(sql).every((table) => !absent.includes(table));
  return { ...catalogue, questions: catalogue.questions.filter(({ sql }) => isLeft(sql)) };
}

/** One line for each absent table: what it comes with, and which questions are left out. Pure. */
export const leftOutLines = (catalogue: Catalogue, absent: readonly string[]): string[] =>
  absent.map((table) => {
    const ids = catalogue.questions
      .filter(({ sql }) => optionalTablesIn(sql).includes(table))
      .map(({ id }) => id);
    return `${table} is absent (it comes with ${optionalTables[table] ?? ''}); left out: ${ids.join(', ')}`;
  });
