import { z } from 'zod';
import { tablesIn } from '../../../sql/tables.ts';
import { type DeltaStatement, deltaStatement } from '../delta/statement.ts';
import type { Principal } from '../oauth/known-principals.ts';
import type { SqlFailure, SqlRows } from '../sql/engine.ts';
import { failure } from '../sql/errors.ts';
import { allUsersGroup } from '../permissions/access.ts';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { bind, type GivenParameter, parameterType } from '../statements/parameters.ts';
import { readRows } from '../statements/run.ts';

const Parameters = z
  .array(
    z.object({
      name: z.string(),
      type: z.string().nullish(),
      value: z.object({ stringValue: z.string().nullish() }).nullish(),
    }),
  )
  .nullish();

/**
 * The named parameters of a request.
 *
 * @throws {SqlFailure} For a type that no parameter has.
 */
export function readParameters(given: unknown): GivenParameter[] {
  return (Parameters.parse(given) ?? []).map(({ name, type, value }) => {
    const known = type === 'VOID' ? 'STRING' : parameterType(type ?? 'STRING');
    if (known === null)
      throw failure('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `Parameter ${name}: ${type ?? ''}`);
    return { name, type: known, value: value?.stringValue ?? null };
  });
}

const missing = (right: string, on: string): SqlFailure =>
  failure(
    'INSUFFICIENT_PERMISSIONS',
    `Insufficient privileges: User does not have ${right} on ${on}.`,
  );

/** The right that a statement needs on a table, and whether a grant is enough for it. */
function neededOn({ kind }: DeltaStatement, name: string, at: number) {
  const schema = name.split('.').slice(0, 2).join('.');
  if (kind === 'create') return { right: 'CREATE TABLE', on: `Schema '${schema}'`, byGrant: true };
  const isRead = kind === 'read' || at > 0;
  return { right: isRead ? 'SELECT' : 'MODIFY', on: `Table '${name}'`, byGrant: isRead };
}

/** Why a principal may not run a statement over Delta tables; null when it may. */
function refusalOf(
  state: WorkspaceState,
  principal: Principal,
  statement: DeltaStatement,
): SqlFailure | null {
  const granted = new Set(
    [principal.name, allUsersGroup].flatMap((name) => state.access.selectGrants(name)),
  );
  for (const [at, name] of statement.tables.entries()) {
    const [catalog = '', schemaName = ''] = name.split('.');
    const schema = `${catalog}.${schemaName}`;
    if (!state.delta.hasSchema(schema))
      return failure('SCHEMA_NOT_FOUND', `The schema ${schema} cannot be found.`);
    const { right, on, byGrant } = neededOn(statement, name, at);
    const isOwn = principal.isAdmin || state.delta.find(name)?.owner === principal.name;
    const hasGrant = byGrant && [catalog, schema, name].some((one) => granted.has(one));
    if (!isOwn && !hasGrant) return missing(right, on);
  }
  return null;
}

/**
 * Runs a statement of the SQL driver with the permissions of its sender: over the Delta tables, else over the
 * system tables, of which it reads the first 5,000 rows.
 *
 * @throws {SqlFailure}
 */
export async function runSql(
  state: WorkspaceState,
  principal: Principal,
  { sql, parameters }: { readonly sql: string; readonly parameters: readonly GivenParameter[] },
  signal: AbortSignal,
): Promise<SqlRows> {
  const bound = bind(sql, parameters).replace(/[;\s]+$/, '');
  if (tablesIn(bound).length > 0) return readRows(state, principal, bound, state.clock.nowMs);
  const statement = deltaStatement(bound);
  if (statement === null) {
    throw failure('PARSE_SYNTAX_ERROR', 'Syntax error: expected one statement with its tables.');
  }
  await state.delta.ready();
  const refusal = refusalOf(state, principal, statement);
  if (refusal !== null) throw refusal;
  const slow = state.faults.take(['slow'], {
    method: 'POST',
    path: '/sql/1.0/warehouses',
    content: sql,
    spaceId: null,
    domain: null,
    principal: principal.name,
  });
  // Rows of memory expire by the real time, of which their writers and readers have their own clocks.
  const session = { nowMs: workspaceTimeMs(state.clock), user: principal.name };
  return state.delta.run(statement, { session, workMs: slow?.ms ?? 0, signal });
}
