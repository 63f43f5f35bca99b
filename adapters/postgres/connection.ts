import pg from 'pg';
import { toParameter } from './parameters.ts';

/**
 * A connection whose statements cannot carry text that PostgreSQL refuses. Pools and the listening
 * connection are made of it, so no statement goes round it.
 */
export class Connection extends pg.Client {
  /** The driver takes the parameters second, or inside an object that describes the statement. */
  override query = ((statement: unknown, values?: unknown, ...rest: unknown[]): unknown => {
    const call = [
      hasValues(statement)
        ? { ...statement, values: statement.values.map(toParameter) }
        : statement,
      Array.isArray(values) ? values.map(toParameter) : values,
      ...rest,
    ];
    // Each overload takes a subset of these; the driver tells them apart at run time.
    return super.query(...(call as Parameters<pg.Client['query']>));
  }) as pg.Client['query'];
}

function hasValues(statement: unknown): statement is { values: readonly unknown[] } {
  return (
    typeof statement === 'object' &&
    statement !== null &&
    'values' in statement &&
    Array.isArray(statement.values) &&
    !('submit' in statement)
  );
}
