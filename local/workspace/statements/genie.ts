import { type SqlRows } from '../sql/engine.ts';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { type StatementRequest, StatementRequest as Request } from './request.ts';
import { resultOf } from './result.ts';

type Asked = {
  readonly sql: string;
  readonly warehouseId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: string;
    readonly type: string;
  }[];
};

/** A statement that Genie wrote, as a request of the Statement Execution API. Pure. */
export const requestOf = (
  { sql, warehouseId, parameters }: Asked,
  more: object = {},
): StatementRequest =>
  Request.parse({ statement: sql, warehouse_id: warehouseId, parameters, ...more });

/**
 * Makes a result of Genie readable under its statement id, for who asked.
 *
 * Effect: keeps the rows as long as those of a statement.
 */
export function keepStatement(
  state: WorkspaceState,
  userId: number,
  id: string,
  asked: Asked,
  rows: SqlRows,
): void {
  const statement =
    state.statements.find(userId, id) ?? state.statements.add(userId, requestOf(asked), id);
  statement.state = 'SUCCEEDED';
  statement.result = resultOf(rows);
  statement.endedMs = workspaceTimeMs(state.clock);
}
