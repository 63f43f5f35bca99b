import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { warehouseFor } from '../warehouses/routes.ts';
import { readBody, type Wire, WireError } from '../wire.ts';
import { StatementRequest } from './request.ts';
import { csvOf, type Chunk, type Result } from './result.ts';
import { runStatement } from './run.ts';
import { chunkShape, type LinkOf, statementReply } from './shapes.ts';
import { isTerminal, type Statement } from './store.ts';

const base = '/api/2.0/sql/statements';
const storage = '/local-storage/results';
const linkMs = 15 * 60_000;
const secret = randomBytes(32);

const sign = (path: string, expiresMs: number): string =>
  createHmac('sha256', secret).update(`${path}|${expiresMs}`).digest('hex');

/** Signed links to the chunks of a statement's result, which expire after a while. */
export function linksOf(state: WorkspaceState, c: Context<Wire>, statement: Statement): LinkOf {
  return (index) => {
    const path = `${storage}/${statement.id}/${index}`;
    const expiresMs = workspaceTimeMs(state.clock) + linkMs;
    const url = new URL(path, c.req.url);
    url.searchParams.set('expires', String(expiresMs));
    url.searchParams.set('signature', sign(path, expiresMs));
    return { url: url.href, expiration: new Date(expiresMs).toISOString() };
  };
}

function statementOf(state: WorkspaceState, c: Context<Wire>): Statement {
  const id = c.req.param('id') ?? '';
  const found = state.statements.find(c.get('principal').id, id);
  if (found === null) throw new WireError(404, `The statement ${id} was not found.`);
  return found;
}

function chunkOf(
  statement: Statement | null,
  index: string,
): { index: number; chunk: Chunk; result: Result } {
  const result = statement?.result ?? null;
  const chunk = result?.chunks[Number(index)];
  if (result === null || chunk === undefined)
    throw new WireError(404, `There is no chunk ${index} of this statement's result.`);
  return { index: Number(index), chunk, result };
}

function cancel(state: WorkspaceState, statement: Statement): void {
  if (isTerminal(statement)) return;
  statement.state = 'CANCELED';
  statement.endedMs = workspaceTimeMs(state.clock);
  statement.cancel.abort();
}

async function start(state: WorkspaceState, c: Context<Wire>): Promise<Statement> {
  const request = await readBody(c, StatementRequest);
  warehouseFor(state, c, request.warehouse_id);
  const data = state.dataset.current();
  if (data === null)
    throw new WireError(503, `The data is not ready: ${state.dataset.progress()}`, {
      retryAfterSeconds: 1,
    });
  const principal = c.get('principal');
  const statement = state.statements.add(principal.id, request);
  const about = { method: 'POST', path: c.req.path, content: request.statement };
  const slow = state.faults.take(['slow'], {
    ...about,
    spaceId: null,
    domain: null,
    principal: principal.name,
  });
  const work = runStatement(state, data, principal, statement, slow?.ms ?? 0);
  const timeout = delay(Number.parseInt(request.wait_timeout, 10) * 1000, undefined, {
    signal: state.closing,
    ref: false,
  });
  await Promise.race([work, timeout.catch(() => {})]);
  if (request.on_wait_timeout === 'CANCEL') cancel(state, statement);
  return statement;
}

/** The Statement Execution API: read statements of every principal that may use the warehouse. */
export function statementRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const reply = (c: Context<Wire>, statement: Statement) =>
    c.json(statementReply(statement, linksOf(state, c, statement)));
  routes.post(base, async (c) => reply(c, await start(state, c)));
  routes.get(`${base}/:id`, (c) => reply(c, statementOf(state, c)));
  routes.get(`${base}/:id/result/chunks/:chunk`, (c) => {
    const statement = statementOf(state, c);
    const { index, chunk, result } = chunkOf(statement, c.req.param('chunk'));
    return c.json(chunkShape(statement, result, index, chunk, linksOf(state, c, statement)));
  });
  routes.post(`${base}/:id/cancel`, (c) => {
    cancel(state, statementOf(state, c));
    return c.json({});
  });
  return routes;
}

/** Whether the signature of a link is valid; compared in constant time. */
function isSigned(path: string, expires: string, signature: string): boolean {
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(path, Number(expires)));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The files behind external links: they need no token, and refuse one as cloud storage does. */
export function storageRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(`${storage}/:id/:chunk`, (c) => {
    if (c.req.header('Authorization') !== undefined)
      throw new WireError(400, 'Only one auth mechanism allowed: this link is already signed.');
    const { expires = '', signature = '' } = c.req.query();
    if (!isSigned(c.req.path, expires, signature))
      throw new WireError(403, 'The signature of this link is not valid.');
    if (Number(expires) < workspaceTimeMs(state.clock))
      throw new WireError(403, 'This link has expired.');
    const statement = state.statements.findAny(c.req.param('id'));
    const { chunk, result } = chunkOf(statement, c.req.param('chunk'));
    return statement?.request.format === 'CSV'
      ? c.text(csvOf(result.columns, chunk), 200, { 'content-type': 'text/csv' })
      : c.body(chunk.json.toString(), 200, { 'content-type': 'application/json' });
  });
  return routes;
}
