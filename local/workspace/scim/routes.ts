import { type Context, Hono } from 'hono';
import { knownPrincipals, type Principal } from '../oauth/known-principals.ts';
import type { WorkspaceState } from '../state.ts';
import { type Wire, WireError } from '../wire.ts';

const base = '/api/2.0/preview/scim/v2';
const schema = (kind: string) => `urn:ietf:params:scim:schemas:core:2.0:${kind}`;
const admins = { display: 'admins', type: 'direct', value: '1001' };
const users = { display: 'users', type: 'direct', value: '1002' };

const groupsOf = ({ isAdmin }: Principal) => (isAdmin ? [admins, users] : [users]);

const userShape = (principal: Principal) => ({
  schemas: [schema('User')],
  id: String(principal.id),
  userName: principal.name,
  displayName: principal.displayName,
  active: true,
  ...(principal.isServicePrincipal
    ? {}
    : { emails: [{ type: 'work', value: principal.name, primary: true }] }),
  groups: groupsOf(principal),
});

const servicePrincipalShape = (principal: Principal) => ({
  schemas: [schema('ServicePrincipal')],
  id: String(principal.id),
  applicationId: principal.name,
  displayName: principal.displayName,
  active: true,
  groups: groupsOf(principal),
});

const groupShape = ({ display, value }: typeof admins) => ({
  schemas: [schema('Group')],
  id: value,
  displayName: display,
  members: knownPrincipals
    .filter((principal) => groupsOf(principal).some((group) => group.value === value))
    .map(({ id, displayName }) => ({ display: displayName, value: String(id) })),
});

type Resource = { readonly id: string };

/** Kinds of resources, each with all of its own. */
const resources: Readonly<Record<string, () => readonly Resource[]>> = {
  Users: () => knownPrincipals.filter((one) => !one.isServicePrincipal).map(userShape),
  ServicePrincipals: () =>
    knownPrincipals.filter((one) => one.isServicePrincipal).map(servicePrincipalShape),
  Groups: () => [admins, users].map(groupShape),
};

/** Whether a resource fits `attribute eq "value"`; other filters are refused. */
function filterOf(text: string | undefined): (resource: Resource) => boolean {
  if (text === undefined || text === '') return () => true;
  const [, name = '', value = ''] = /^\s*(\w+)\s+eq\s+"([^"]*)"\s*$/i.exec(text) ?? [];
  if (name === '')
    throw new WireError(400, `Given filter operator is not supported: ${text}`, {
      code: 'INVALID_PARAMETER_VALUE',
    });
  return (resource) =>
    Object.entries(resource).some(([key, own]) => key === name && String(own) === value);
}

function list(c: Context<Wire>, all: readonly Resource[]): Response {
  const found = all.filter(filterOf(c.req.query('filter')));
  const startIndex = Math.max(1, Number(c.req.query('startIndex') ?? 1) || 1);
  const count = Number(c.req.query('count') ?? found.length);
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return c.json({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: found.length,
    startIndex,
    itemsPerPage: page.length,
    Resources: page,
  });
}

/** SCIM: the caller, and the users, groups and service principals, which cannot be changed. */
export function scimRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(`${base}/Me`, (c) => {
    c.header('x-databricks-org-id', state.settings.orgId);
    return c.json(userShape(c.get('principal')));
  });
  for (const [kind, all] of Object.entries(resources)) {
    const refuse = () => {
      throw new WireError(403, `${kind} of the local workspace cannot be changed.`);
    };
    routes.get(`${base}/${kind}`, (c) => list(c, all()));
    routes.get(`${base}/${kind}/:id`, (c) => {
      const found = all().find(({ id }) => id === c.req.param('id'));
      if (found === undefined)
        throw new WireError(404, `${kind.slice(0, -1)} with id ${c.req.param('id')} not found.`);
      return c.json(found);
    });
    routes.post(`${base}/${kind}`, refuse);
    routes.on(['PUT', 'PATCH', 'DELETE'], `${base}/${kind}/:id`, refuse);
  }
  return routes;
}
