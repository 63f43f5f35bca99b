import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Domain } from '../../../domain/domains.ts';
import type { Level } from '../permissions/access.ts';
import type { WorkspaceState } from '../state.ts';
import { paginate, readBody, type Wire, WireError } from '../wire.ts';
import { warehouseFor } from '../warehouses/routes.ts';
import { editableSpaceShape, spaceShape } from './shapes.ts';
import { readContent } from './space-content.ts';
import { etagOf, type Space, type SpaceSettings } from './space-store.ts';

export const base = '/api/2.0/genie/spaces';

/** The space in the path; 404 when the caller may not view it. */
function visibleSpace(state: WorkspaceState, c: Context<Wire>): Space {
  const spaceId = c.req.param('space') ?? '';
  const space = state.spaces.find(spaceId);
  if (
    space === null ||
    !state.access.hasPermission(c.get('principal'), 'genie', spaceId, 'CAN_VIEW')
  )
    throw new WireError(404, `Unable to get space [${spaceId}]. Space does not exist.`);
  return space;
}

const levelNames = { CAN_RUN: 'Can Run', CAN_EDIT: 'Can Edit', CAN_MANAGE: 'Can Manage' } as const;

function requireLevel(
  state: WorkspaceState,
  c: Context<Wire>,
  level: keyof typeof levelNames & Level<'genie'>,
): Space {
  const space = visibleSpace(state, c);
  if (!state.access.hasPermission(c.get('principal'), 'genie', space.spaceId, level))
    throw new WireError(
      403,
      `You need "${levelNames[level]}" permission to perform this action on ${space.spaceId}`,
    );
  return space;
}

type AskedSpace = { readonly spaceId: string; readonly domain: Domain | null };

/**
 * The space in the path.
 *
 * @throws {WireError} 404 when there is none that the caller may view.
 */
export function spaceOf(state: WorkspaceState, c: Context<Wire>): AskedSpace {
  const { spaceId } = visibleSpace(state, c);
  return { spaceId, domain: state.spaces.domainOf(spaceId) };
}

/**
 * The space in the path, for a caller that asks a question.
 *
 * @throws {WireError} 404 when the caller may not view it; 403 without CAN_RUN.
 */
export function requireRun(state: WorkspaceState, c: Context<Wire>): AskedSpace {
  requireLevel(state, c, 'CAN_RUN');
  return spaceOf(state, c);
}

const ChangesBody = z.object({
  warehouse_id: z.string().min(1).optional(),
  serialized_space: z.string().min(1).optional(),
  title: z.string().min(1).optional(),
  description: z.string().optional(),
  parent_path: z.string().min(1).optional(),
  etag: z.string().optional(),
});
const NewSpaceBody = ChangesBody.required({ warehouse_id: true, serialized_space: true });

/** The validated settings of a request, without those that it does not contain. */
function settingsIn(
  state: WorkspaceState,
  c: Context<Wire>,
  body: z.infer<typeof ChangesBody>,
): Partial<SpaceSettings> {
  const { warehouse_id, serialized_space, title, description, parent_path } = body;
  return {
    ...(warehouse_id === undefined ? {} : { warehouseId: warehouseFor(state, c, warehouse_id).id }),
    ...(serialized_space === undefined ? {} : { content: readContent(serialized_space) }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(parent_path === undefined ? {} : { parentPath: parent_path }),
  };
}

async function create(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  const body = await readBody(c, NewSpaceBody);
  const { id } = warehouseFor(state, c, body.warehouse_id);
  const { name } = c.get('principal');
  const space = state.spaces.create({
    title: 'New Space',
    description: '',
    parentPath: `/Users/${name}`,
    content: readContent(body.serialized_space),
    ...settingsIn(state, c, body),
    warehouseId: id,
  });
  state.access.replace('genie', space.spaceId, [{ principal: name, level: 'CAN_MANAGE' }]);
  return c.json(editableSpaceShape(space));
}

async function update(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  requireLevel(state, c, 'CAN_EDIT');
  const body = await readBody(c, ChangesBody);
  // Another request may have changed the space while this body was read.
  const space = visibleSpace(state, c);
  const changes = settingsIn(state, c, body);
  if (body.etag !== undefined && body.etag !== etagOf(space))
    throw new WireError(
      409,
      'Space configuration has been modified since this export was taken; export it again, or leave out the etag.',
    );
  return c.json(editableSpaceShape(state.spaces.update(space, changes)));
}

/** Genie spaces: list, read, create, update and trash. */
export function spaceRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(base, (c) => {
    const visible = state.spaces
      .list()
      .filter(({ spaceId }) =>
        state.access.hasPermission(c.get('principal'), 'genie', spaceId, 'CAN_VIEW'),
      );
    const { items, next } = paginate(c, visible.map(spaceShape));
    return c.json({ spaces: items, ...next });
  });
  routes.post(base, (c) => create(state, c));
  routes.get(`${base}/:space`, (c) =>
    c.json(
      c.req.query('include_serialized_space') === 'true'
        ? editableSpaceShape(requireLevel(state, c, 'CAN_EDIT'))
        : spaceShape(visibleSpace(state, c)),
    ),
  );
  routes.patch(`${base}/:space`, (c) => update(state, c));
  routes.delete(`${base}/:space`, (c) => {
    state.spaces.trash(requireLevel(state, c, 'CAN_MANAGE'));
    return c.json({});
  });
  return routes;
}
