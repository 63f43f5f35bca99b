import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { WorkspaceState } from '../state.ts';
import { notHere, paginate, readBody, type Wire, WireError } from '../wire.ts';
import { vectorIndexRoutes } from './index-routes.ts';
import { type Endpoint, newEndpoint } from './store.ts';

const base = '/api/2.0/vector-search/endpoints';
const NewEndpoint = z.object({ name: z.string().min(1), endpoint_type: z.literal('STANDARD') });

const shape = (state: WorkspaceState, { id, name, creator, createdMs }: Endpoint) => ({
  id,
  name,
  creator,
  endpoint_type: 'STANDARD',
  creation_timestamp: createdMs,
  last_updated_timestamp: createdMs,
  endpoint_status: { state: 'ONLINE' },
  num_indexes: [...state.vectorSearch.indexes.values()].filter((one) => one.endpoint === name)
    .length,
});

function endpointFor(state: WorkspaceState, c: Context<Wire>): Endpoint {
  const name = c.req.param('endpoint') ?? '';
  const found = state.vectorSearch.endpoints.get(name);
  if (found === undefined)
    throw new WireError(404, `Vector search endpoint ${name} does not exist.`);
  return found;
}

/** Endpoints and indexes of Vector Search. */
export function vectorSearchRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const { endpoints, indexes } = state.vectorSearch;
  routes.get(base, (c) => {
    const { items, next } = paginate(c, [...endpoints.values()]);
    return c.json({ endpoints: items.map((one) => shape(state, one)), ...next });
  });
  routes.post(base, async (c) => {
    const { name } = await readBody(c, NewEndpoint);
    if (endpoints.has(name))
      throw new WireError(409, `Vector search endpoint ${name} already exists.`, {
        code: 'RESOURCE_ALREADY_EXISTS',
      });
    const endpoint = newEndpoint(name, c.get('principal').name);
    endpoints.set(name, endpoint);
    return c.json(shape(state, endpoint));
  });
  routes.get(`${base}/:endpoint`, (c) => c.json(shape(state, endpointFor(state, c))));
  routes.delete(`${base}/:endpoint`, (c) => {
    const { name } = endpointFor(state, c);
    if ([...indexes.values()].some((one) => one.endpoint === name))
      throw new WireError(400, `Vector search endpoint ${name} still has indexes.`);
    endpoints.delete(name);
    return c.json({});
  });
  for (const part of ['metrics', 'budget-policy', 'tags'])
    routes.on(['POST', 'PATCH'], `${base}/:endpoint/${part}`, (c) => {
      endpointFor(state, c);
      throw notHere(`The part ${part} of an endpoint`);
    });
  routes.route('/', vectorIndexRoutes(state));
  return routes;
}
