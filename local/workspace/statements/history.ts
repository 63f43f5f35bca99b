import { type Context, Hono } from 'hono';
import { stripQuotedText } from '../../../sql/tables.ts';
import type { WorkspaceState } from '../state.ts';
import { type Wire, WireError } from '../wire.ts';
import type { Statement, StatementState } from './store.ts';

/** State of a statement → status in the history. */
const statuses: Readonly<Record<StatementState, string>> = {
  PENDING: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'FINISHED',
  CLOSED: 'FINISHED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
};

const kinds: Readonly<Record<string, string>> = {
  show: 'SHOW',
  describe: 'DESCRIBE',
  desc: 'DESCRIBE',
  use: 'USE',
  explain: 'EXPLAIN',
};

function shape(state: WorkspaceState, statement: Statement) {
  const user = state.principals.byId(statement.userId)?.name ?? '';
  const [word = ''] = stripQuotedText(statement.request.statement).trim().toLowerCase().split(/\W/);
  const isFinal = statement.endedMs > 0;
  return {
    query_id: statement.id,
    status: statuses[statement.state],
    query_text: statement.request.statement,
    query_start_time_ms: statement.startedMs,
    ...(isFinal
      ? {
          query_end_time_ms: statement.endedMs,
          execution_end_time_ms: statement.endedMs,
          duration: statement.endedMs - statement.startedMs,
        }
      : {}),
    user_id: statement.userId,
    user_name: user,
    executed_as_user_id: statement.userId,
    executed_as_user_name: user,
    warehouse_id: statement.request.warehouse_id,
    endpoint_id: statement.request.warehouse_id,
    statement_type: kinds[word] ?? 'SELECT',
    rows_produced: statement.result?.rowCount ?? 0,
    is_final: isFinal,
    ...(statement.error === null ? {} : { error_message: statement.error.message }),
  };
}

/** A filter of the query: repeated, or one value with commas. */
const filter = (c: Context<Wire>, name: string): readonly string[] =>
  [...(c.req.queries(`filter_by.${name}`) ?? []), ...(c.req.queries(name) ?? [])].flatMap((text) =>
    text.split(','),
  );

const fits = (wanted: readonly string[], value: string): boolean =>
  wanted.length === 0 || wanted.includes(value);

/** The statements of this workspace since it started; administrators see those of all. */
export function historyRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get('/api/2.0/sql/history/queries', (c) => {
    const size = Number(c.req.query('max_results') ?? 100);
    const start = Number(c.req.query('page_token') || 0);
    if (!Number.isInteger(size) || size < 1 || size >= 1000)
      throw new WireError(400, 'max_results must be between 1 and 999');
    if (!Number.isInteger(start) || start < 0) throw new WireError(400, 'page_token is not valid');
    const { id, isAdmin } = c.get('principal');
    const found = state.statements
      .list()
      .filter(({ userId }) => isAdmin || userId === id)
      .map((statement) => shape(state, statement))
      .filter(
        (query) =>
          fits(filter(c, 'warehouse_ids'), query.warehouse_id) &&
          fits(filter(c, 'statement_ids'), query.query_id) &&
          fits(filter(c, 'user_ids'), String(query.user_id)) &&
          fits(filter(c, 'statuses'), query.status),
      );
    const end = start + size;
    const isMore = end < found.length;
    return c.json({
      res: found.slice(start, end),
      has_next_page: isMore,
      ...(isMore ? { next_page_token: String(end) } : {}),
    });
  });
  return routes;
}
