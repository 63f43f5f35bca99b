import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { WorkspaceState } from '../state.ts';
import { readBody, type Wire, WireError } from '../wire.ts';
import { type Entry, allUsersGroup, type Level, levels, type ObjectType } from './access.ts';

/** Object type in the path → our object type. */
const types: Readonly<Record<string, ObjectType>> = {
  genie: 'genie',
  warehouses: 'warehouses',
  'sql/warehouses': 'warehouses',
  dashboards: 'dashboards',
  alertsv2: 'alertsv2',
};

/** The lowest level of each kind of object, which shows that it is there. */
const seeing = {
  genie: 'CAN_VIEW',
  warehouses: 'CAN_VIEW',
  dashboards: 'CAN_READ',
  alertsv2: 'CAN_READ',
} as const satisfies { [T in ObjectType]: Level<T> };

const Item = z.object({
  user_name: z.string().optional(),
  service_principal_name: z.string().optional(),
  group_name: z.string().optional(),
  permission_level: z.string(),
});
const AccessControlBody = z.object({ access_control_list: z.array(Item).default([]) });

type Target = { readonly type: ObjectType; readonly id: string };

function exists(state: WorkspaceState, { type, id }: Target): boolean {
  const stores = {
    genie: state.spaces,
    warehouses: state.warehouses,
    dashboards: state.dashboards,
    alertsv2: state.alerts,
  };
  return stores[type].find(id) !== null;
}

/**
 * The object in the path.
 *
 * @throws {WireError} 400 for an unknown type; 404 when the caller may not see it; 403 when a change needs CAN_MANAGE.
 */
function readTarget(state: WorkspaceState, c: Context<Wire>, isChange: boolean): Target {
  const rest = c.req.path.slice('/api/2.0/permissions/'.length).replace(/\/permissionLevels$/, '');
  const slash = rest.lastIndexOf('/');
  const name = rest.slice(0, slash);
  const id = rest.slice(slash + 1);
  const type = types[name];
  if (type === undefined) throw new WireError(400, `${name} is not a supported object type`);
  const principal = c.get('principal');
  if (
    !exists(state, { type, id }) ||
    !state.access.hasPermission(principal, type, id, seeing[type])
  )
    throw new WireError(404, `${name} ${id} does not exist.`);
  if (isChange && !state.access.hasPermission(principal, type, id, 'CAN_MANAGE'))
    throw new WireError(
      403,
      `${principal.name} does not have Manage permissions on ${name}/${id}.`,
    );
  return { type, id };
}

function readEntry(state: WorkspaceState, type: ObjectType, item: z.infer<typeof Item>): Entry {
  const name = item.user_name ?? item.service_principal_name ?? item.group_name ?? '';
  if (name !== allUsersGroup && state.principals.byName(name) === null)
    throw new WireError(404, `Principal: ${name || '(none)'} does not exist`);
  const known: readonly string[] = levels[type];
  if (!known.includes(item.permission_level))
    throw new WireError(
      400,
      `permission_level: ${item.permission_level} is not one of ${known.join(', ')}`,
    );
  return { principal: name, level: item.permission_level };
}

const principalShape = (state: WorkspaceState, name: string) => {
  if (name === allUsersGroup) return { group_name: name };
  const found = state.principals.byName(name);
  const key = found?.isServicePrincipal === true ? 'service_principal_name' : 'user_name';
  return { [key]: name, display_name: found?.displayName ?? name };
};

function shape(state: WorkspaceState, { type, id }: Target) {
  const own = state.access.entries(type, id).map(({ principal, level }) => ({
    ...principalShape(state, principal),
    all_permissions: [{ permission_level: level, inherited: false }],
  }));
  const inherited = {
    group_name: 'admins',
    all_permissions: [
      { permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: [`/${type}/`] },
    ],
  };
  return {
    object_id: type === 'warehouses' ? `/sql/warehouses/${id}` : `/${type}/${id}`,
    object_type: type,
    access_control_list: [...own, inherited],
  };
}

/** Permissions of Genie spaces, warehouses, dashboards and alerts; changes take effect at once. */
export function permissionRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const change = async (c: Context<Wire>, keep: boolean) => {
    const target = readTarget(state, c, true);
    const { type, id } = target;
    const body = await readBody(c, AccessControlBody);
    const entries = body.access_control_list.map((item) => readEntry(state, type, item));
    const others = state.access
      .entries(type, id)
      .filter((old) => keep && entries.every((entry) => entry.principal !== old.principal));
    state.access.replace(type, id, [...others, ...entries]);
    return c.json(shape(state, target));
  };
  routes.get('/api/2.0/permissions/:rest{.+/permissionLevels}', (c) => {
    const { type } = readTarget(state, c, false);
    return c.json({
      permission_levels: levels[type].map((level) => ({ permission_level: level })),
    });
  });
  routes.get('/api/2.0/permissions/*', (c) => c.json(shape(state, readTarget(state, c, false))));
  routes.put('/api/2.0/permissions/*', (c) => change(c, false));
  routes.patch('/api/2.0/permissions/*', (c) => change(c, true));
  return routes;
}
