import { Hono } from 'hono';
import type { WorkspaceState } from '../state.ts';
import { warehouseFor } from '../warehouses/routes.ts';
import { type Wire, WireError } from '../wire.ts';
import { answer } from './codec.ts';
import { createService } from './service.ts';

/**
 * The SQL driver's way to a warehouse: Thrift in the body of a POST. A warehouse that was stopped is started,
 * and refuses until it runs.
 */
export function thriftRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.post('/sql/1.0/warehouses/:id', async (c) => {
    const { id } = warehouseFor(state, c, c.req.param('id'));
    const waitMs = state.warehouses.start(id);
    if (waitMs > 0)
      throw new WireError(503, `The SQL warehouse ${id} is starting.`, {
        retryAfterSeconds: Math.ceil(waitMs / 1000),
      });
    const service = createService(state, {
      principal: c.get('principal'),
      warehouseId: id,
      reset: () => c.env.incoming.socket.destroy(),
    });
    const bytes = await answer(Buffer.from(await c.req.arrayBuffer()), service).catch(() => {
      throw new WireError(400, 'The body is no request of Thrift.', { code: 'BAD_REQUEST' });
    });
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/x-thrift' });
  });
  return routes;
}
