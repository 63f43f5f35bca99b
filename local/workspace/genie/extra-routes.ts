import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { keepStatement, requestOf } from '../statements/genie.ts';
import { linksOf } from '../statements/routes.ts';
import { runStatement } from '../statements/run.ts';
import { statementReply } from '../statements/shapes.ts';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { warehouseId } from '../warehouses/store.ts';
import { notHere, paginate, readBody, type Wire, WireError } from '../wire.ts';
import {
  attachment,
  conversationOf,
  conversations,
  dataOf,
  messageOf,
  messages,
  queryOf,
} from './lookup.ts';
import { checkPermissions } from './process-message.ts';
import { failedStatementShape, isExpired, statementShape } from './shapes.ts';
import { base, requireRun, spaceOf } from './space-routes.ts';
import { keepRowsMs, type Message, newGenieId, type QueryAnswer } from './store.ts';

type Comment = {
  readonly id: string;
  readonly userId: number;
  readonly content: string;
  readonly createdMs: number;
};
type Found = { readonly message: Message; readonly query: QueryAnswer };

/** The query of the attachment in the path, or of the message when the path has none. */
function found(state: WorkspaceState, c: Context<Wire>): Found {
  const message = messageOf(state, c);
  if (c.req.param('attachment') !== undefined) return { message, query: queryOf(state, c) };
  if (message.query === null) throw new WireError(404, `Message ${message.id} has no query.`);
  return { message, query: message.query };
}

function read(state: WorkspaceState, c: Context<Wire>): Response {
  const { message, query } = found(state, c);
  if (query.rows === null)
    throw new WireError(400, 'The query has not finished', { code: 'BAD_REQUEST' });
  if (isExpired(message, workspaceTimeMs(state.clock)))
    throw new WireError(400, 'The query result has expired: execute the query again', {
      code: 'BAD_REQUEST',
    });
  return c.json({ statement_response: statementShape(query.statementId, query.rows) });
}

async function executeAgain(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  requireRun(state, c);
  const { query } = found(state, c);
  const { engine } = dataOf(state);
  const { id, name } = c.get('principal');
  try {
    checkPermissions(state, id, query.sql);
    query.rows = await engine.run(query.sql, query.parameters, state.clock.nowMs, name);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const sqlState = message.match(/SQLSTATE: (\w+)/)?.[1] ?? 'XX000';
    const failed = failedStatementShape(query.statementId, message, sqlState);
    return c.json({ statement_response: failed });
  }
  query.expiresMs = workspaceTimeMs(state.clock) + keepRowsMs;
  keepStatement(state, id, query.statementId, { ...query, warehouseId }, query.rows);
  return c.json({ statement_response: statementShape(query.statementId, query.rows) });
}

/** Results, also by the paths without an attachment, which are deprecated. */
function resultRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  for (const path of [
    `${attachment}/query-result`,
    `${messages}/:message/query-result/:attachment`,
    `${messages}/:message/query-result`,
  ])
    routes.get(path, (c) => read(state, c));
  for (const path of [`${attachment}/execute-query`, `${messages}/:message/execute-query`])
    routes.post(path, (c) => executeAgain(state, c));
}

/** The whole result behind links: the statement runs again without the limit of Genie's results. */
function downloadRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  const signatures = new Map<string, string>();
  routes.post(`${attachment}/downloads`, (c) => {
    requireRun(state, c);
    const { query } = found(state, c);
    const principal = c.get('principal');
    const request = requestOf(
      { ...query, warehouseId },
      { disposition: 'EXTERNAL_LINKS', wait_timeout: '0s' },
    );
    const statement = state.statements.add(principal.id, request, newGenieId());
    void runStatement(state, dataOf(state), principal, statement, 0);
    const signature = randomUUID();
    signatures.set(statement.id, signature);
    return c.json({ download_id: statement.id, download_id_signature: signature });
  });
  routes.get(`${attachment}/downloads/:download`, (c) => {
    queryOf(state, c);
    const id = c.req.param('download');
    const statement = state.statements.find(c.get('principal').id, id);
    if (statement === null) throw new WireError(404, `Download ${id} does not exist.`);
    if (c.req.query('download_id_signature') !== signatures.get(id))
      throw new WireError(400, 'download_id_signature is missing or not that of this download.');
    return c.json({ statement_response: statementReply(statement, linksOf(state, c, statement)) });
  });
  routes.get(`${attachment}/download-visualization`, (c) => {
    queryOf(state, c);
    throw new WireError(404, `Attachment ${c.req.param('attachment')} has no visualization.`);
  });
}

const CommentBody = z.object({ content: z.string().min(1) });

function commentRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  const comments = new WeakMap<Message, Comment[]>();
  const shapes = (message: Message) =>
    (comments.get(message) ?? []).map(({ id, userId, content, createdMs }) => ({
      space_id: message.spaceId,
      conversation_id: message.conversationId,
      message_id: message.id,
      message_comment_id: id,
      user_id: userId,
      content,
      created_timestamp: createdMs,
    }));
  routes.post(`${messages}/:message/comments`, async (c) => {
    const message = messageOf(state, c);
    const { content } = await readBody(c, CommentBody);
    const comment = {
      id: newGenieId(),
      userId: c.get('principal').id,
      content,
      createdMs: Date.now(),
    };
    comments.set(message, [...(comments.get(message) ?? []), comment]);
    return c.json(shapes(message).at(-1) ?? {});
  });
  routes.get(`${messages}/:message/comments`, (c) => {
    const { items, next } = paginate(c, shapes(messageOf(state, c)));
    return c.json({ comments: items, ...next });
  });
  routes.get(`${conversations}/:conversation/list-comments`, (c) => {
    const { items, next } = paginate(c, conversationOf(state, c).messages.flatMap(shapes));
    return c.json({ comments: items, ...next });
  });
}

/** Evaluation runs are never there, and agent mode is a preview that is off. */
function declinedRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  const runs = `${base}/:space/eval-runs`;
  routes.post(runs, (c) => {
    requireRun(state, c);
    throw notHere('Evaluating a Genie space');
  });
  routes.get(runs, (c) => {
    spaceOf(state, c);
    return c.json({ eval_runs: [] });
  });
  routes.get(`${runs}/*`, (c) => {
    spaceOf(state, c);
    throw new WireError(404, 'This evaluation run does not exist.');
  });
  routes.all('/api/2.0/genie/agents/*', () => {
    throw new WireError(404, 'Agent mode is not enabled in this workspace.', {
      code: 'FEATURE_DISABLED',
    });
  });
}

/** Genie's results, downloads and comments, and what it declines. */
export function genieExtraRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  resultRoutes(state, routes);
  downloadRoutes(state, routes);
  commentRoutes(state, routes);
  declinedRoutes(state, routes);
  return routes;
}
