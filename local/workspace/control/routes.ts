import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { ExportProblem } from '../../data/own-export.ts';
import { evaluateDue } from '../alerts/evaluate.ts';
import type { WorkspaceState } from '../state.ts';
import { validationError, parseJson, readObject, readBody, type Wire, WireError } from '../wire.ts';

const isSupportedYear = (text: string): boolean => /^2(?:0\d\d|100)-/.test(text);

const Clock = z.strictObject({
  now: z.iso
    .datetime({ offset: true })
    .refine(isSupportedYear, 'expected an instant of the years 2000 to 2100'),
});

/** A token of a user for an app, as its proxy hands it over with each request. */
const UserToken = z.strictObject({
  user: z.string(),
  scopes: z.array(z.string()).default(['dashboards.genie', 'sql']),
  seconds: z.number().positive().default(3_600),
});

/** The rules as a list, or in the form of the GET response: `{ faults: [...] }`. */
async function readList(c: Context<Wire>): Promise<unknown> {
  const text = await c.req.text();
  if (text.trimStart().startsWith('[')) return parseJson(text);
  return z.strictObject({ faults: z.unknown() }).parse(await readObject(c)).faults;
}

/** Routes with which tests and developers inspect and control the workspace; a real workspace has none of them. */
export function controlRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>().basePath('/__local');
  routes.get('/health', (c) => {
    const ready = state.dataset.current() !== null;
    return c.json(
      { ready, progress: state.dataset.progress(), now: new Date(state.clock.nowMs).toISOString() },
      ready ? 200 : 503,
    );
  });
  routes.get('/requests', (c) =>
    c.json({ requests: state.requests.after(Number(c.req.query('after') ?? 0) || 0) }),
  );
  routes.get('/faults', (c) => c.json({ faults: state.faults.list() }));
  routes.put('/faults', async (c) => {
    try {
      state.faults.replace(await readList(c));
    } catch (error) {
      throw error instanceof z.ZodError ? validationError(error) : error;
    }
    return c.json({ faults: state.faults.list() });
  });
  routes.delete('/faults', (c) => {
    state.faults.clear();
    return c.json({ faults: [] });
  });
  routes.get('/truth', (c) => {
    const data = state.dataset.current();
    if (data === null)
      throw new WireError(503, `The data is not ready: ${state.dataset.progress()}`);
    if (data.truthFile === null)
      throw new WireError(
        404,
        'The expected answers are not known for your own data; unset LOCAL_DATA to use generated data.',
      );
    c.header('content-type', 'application/json');
    return c.body(Readable.toWeb(createReadStream(data.truthFile)));
  });
  routes.post('/user-tokens', async (c) => {
    const { user, scopes, seconds } = await readBody(c, UserToken);
    const principal = state.principals.byName(user);
    if (principal === null) throw new WireError(404, `Principal: ${user} does not exist`);
    return c.json({ token: state.principals.issueUserToken(principal, scopes, seconds) });
  });
  routes.delete('/user-tokens', async (c) => {
    const { token } = await readBody(c, z.strictObject({ token: z.string() }));
    state.principals.revoke(`Bearer ${token}`);
    return c.json({});
  });
  routes.put('/clock', async (c) => {
    const nowMs = Date.parse((await readBody(c, Clock)).now);
    await state.dataset.load(nowMs).catch((error: unknown) => {
      throw error instanceof ExportProblem ? new WireError(400, error.message) : error;
    });
    state.clock.movedMs += nowMs - state.clock.nowMs;
    state.clock.nowMs = nowMs;
    await evaluateDue(state);
    return c.json({ now: new Date(nowMs).toISOString() });
  });
  return routes;
}
