import { Hono } from 'hono';
import type { WorkspaceState } from '../state.ts';
import { type Wire, WireError } from '../wire.ts';

const base = '/api/2.0/serving-endpoints';

/** Model endpoints with their task. */
const endpoints = [
  ['databricks-claude-sonnet-4-6', 'llm/v1/chat'],
  ['databricks-gpt-oss-120b', 'llm/v1/chat'],
  ['databricks-meta-llama-3-3-70b-instruct', 'llm/v1/chat'],
  ['databricks-gte-large-en', 'llm/v1/embeddings'],
] as const;

const shape = ([name, task]: (typeof endpoints)[number]) => ({
  name,
  task,
  creator: 'Databricks',
  state: { ready: 'READY', config_update: 'NOT_UPDATING' },
  config: {
    served_entities: [{ name, entity_name: `system.ai.${name}`, foundation_model: { name } }],
  },
});

/** Lists model serving endpoints; every principal sees all of them. */
export function servingRoutes(_state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(base, (c) => c.json({ endpoints: endpoints.map(shape) }));
  routes.get(`${base}/:name`, (c) => {
    const name = c.req.param('name');
    const found = endpoints.find((endpoint) => endpoint[0] === name);
    if (found === undefined) throw new WireError(404, `The given endpoint does not exist: ${name}`);
    return c.json(shape(found));
  });
  return routes;
}
