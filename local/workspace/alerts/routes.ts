import { type Context, Hono } from 'hono';
import type { Level } from '../permissions/access.ts';
import type { WorkspaceState } from '../state.ts';
import { warehouseFor } from '../warehouses/routes.ts';
import { paginate, readObject, type Wire, WireError } from '../wire.ts';
import { type AlertSettings, changedSettings, readSettings } from './alert.ts';
import type { Alert } from './store.ts';

const base = '/api/2.0/alerts';
const iso = (ms: number): string => new Date(ms).toISOString();

function shape({ settings, owner, ...alert }: Alert) {
  const { evaluation, schedule, ...rest } = settings;
  const name = owner.isServicePrincipal ? 'service_principal_name' : 'user_name';
  return {
    id: alert.id,
    ...rest,
    owner_user_name: owner.name,
    effective_run_as: settings.run_as ?? { [name]: owner.name },
    lifecycle_state: alert.isTrashed ? 'DELETED' : 'ACTIVE',
    create_time: iso(alert.createdMs),
    update_time: iso(alert.updatedMs),
    evaluation: {
      ...evaluation,
      state: alert.state,
      ...(alert.evaluatedMs === null ? {} : { last_evaluated_at: iso(alert.evaluatedMs) }),
    },
    schedule: { ...schedule, effective_pause_status: schedule.pause_status },
  };
}

function alertFor(state: WorkspaceState, c: Context<Wire>, level: Level<'alertsv2'>): Alert {
  const id = c.req.param('id') ?? '';
  const found = state.alerts.find(id);
  const may = (asked: Level<'alertsv2'>) =>
    state.access.hasPermission(c.get('principal'), 'alertsv2', id, asked);
  if (found === null || !may('CAN_READ')) throw new WireError(404, `Alert ${id} does not exist.`);
  if (!may(level)) throw new WireError(403, `You do not have ${level} permission on alert ${id}.`);
  return found;
}

/** The warehouse and the identity of an alert must be open to the caller. */
function checkUse(state: WorkspaceState, c: Context<Wire>, settings: AlertSettings): AlertSettings {
  warehouseFor(state, c, settings.warehouse_id);
  const { name } = c.get('principal');
  const runAs = settings.run_as?.user_name ?? settings.run_as?.service_principal_name ?? name;
  if (runAs !== name) throw new WireError(403, `${name} may not set an alert to run as ${runAs}.`);
  return settings;
}

async function create(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  const settings = checkUse(state, c, readSettings(await readObject(c)));
  const principal = c.get('principal');
  const parent_path = settings.parent_path ?? `/Users/${principal.name}`;
  const alert = state.alerts.create(principal, { ...settings, parent_path }, state.clock.nowMs);
  state.access.replace('alertsv2', alert.id, [{ principal: principal.name, level: 'CAN_MANAGE' }]);
  return c.json(shape(alert));
}

async function update(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  alertFor(state, c, 'CAN_EDIT');
  const body = await readObject(c);
  // Another request may have changed the alert while this body was read.
  const alert = alertFor(state, c, 'CAN_EDIT');
  if (alert.isTrashed) throw new WireError(400, `Alert ${alert.id} is in the trash.`);
  const settings = changedSettings(alert.settings, body, c.req.query('update_mask'));
  const unpaused =
    alert.settings.schedule.pause_status === 'PAUSED' &&
    settings.schedule.pause_status === 'UNPAUSED';
  return c.json(
    shape(
      state.alerts.save({
        ...alert,
        settings: checkUse(state, c, settings),
        updatedMs: Date.now(),
        ...(unpaused ? { watchedFromMs: state.clock.nowMs } : {}),
      }),
    ),
  );
}

function trash(state: WorkspaceState, c: Context<Wire>): Response {
  const alert = alertFor(state, c, 'CAN_MANAGE');
  if (c.req.query('purge') === 'true') state.alerts.purge(alert.id);
  else state.alerts.save({ ...alert, isTrashed: true, updatedMs: Date.now() });
  return c.json({});
}

/** Alerts (version 2): create, list, read, update and trash. */
export function alertRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(base, (c) => {
    const visible = state.alerts
      .list()
      .filter(
        ({ id, isTrashed }) =>
          !isTrashed && state.access.hasPermission(c.get('principal'), 'alertsv2', id, 'CAN_READ'),
      );
    const { items, next } = paginate(c, visible.map(shape));
    return c.json({ alerts: items, ...next });
  });
  routes.post(base, (c) => create(state, c));
  routes.get(`${base}/:id`, (c) => c.json(shape(alertFor(state, c, 'CAN_READ'))));
  routes.patch(`${base}/:id`, (c) => update(state, c));
  routes.delete(`${base}/:id`, (c) => trash(state, c));
  return routes;
}
