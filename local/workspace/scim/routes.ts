import { Hono } from 'hono';
import type { WorkspaceState } from '../state.ts';
import type { Wire } from '../wire.ts';

const admins = { display: 'admins', type: 'direct', value: '1001' };
const users = { display: 'users', type: 'direct', value: '1002' };

/** The caller's identity; a response header has the id of the workspace. */
export function scimRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get('/api/2.0/preview/scim/v2/Me', (c) => {
    const { id, name, displayName, isServicePrincipal, isAdmin } = c.get('principal');
    const groups = isAdmin ? [admins, users] : [users];
    c.header('x-databricks-org-id', state.settings.orgId);
    return c.json({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: String(id),
      userName: name,
      displayName,
      active: true,
      ...(isServicePrincipal ? {} : { emails: [{ type: 'work', value: name, primary: true }] }),
      groups,
    });
  });
  return routes;
}
