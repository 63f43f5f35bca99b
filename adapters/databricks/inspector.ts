import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { createHttp } from './http.ts';
import type { Http } from './http.ts';
import {
  Endpoint,
  Me,
  mePath,
  Metastore,
  Permissions,
  Space,
  Spaces,
  Statement,
  Warehouse,
} from './workspace-wire.ts';

/** A principal or a group, and its permissions on an object; one of the two is null. */
export type AccessEntry = {
  readonly principal: string | null;
  readonly group: string | null;
  readonly levels: readonly string[];
};

export type ListedSpace = {
  readonly spaceId: string;
  readonly title: string;
  readonly warehouseId: string | null;
};

export type Identity = {
  readonly name: string;
  readonly displayName: string | null;
  readonly groups: readonly string[];
};

/** The state of a statement; `running` includes the start of its warehouse. */
export type Tried =
  | { readonly state: 'succeeded' }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly message: string };

/** Reads what the doctor checks; Genie is not asked a question. Every call throws AppError. */
export type Inspector = {
  readonly me: (signal: AbortSignal) => Promise<Identity>;
  /** At most the first hundred of the visible spaces. */
  readonly spaces: (signal: AbortSignal) => Promise<readonly ListedSpace[]>;
  readonly space: (spaceId: string, signal: AbortSignal) => Promise<ListedSpace>;
  readonly spaceAccess: (spaceId: string, signal: AbortSignal) => Promise<readonly AccessEntry[]>;
  readonly warehouse: (
    id: string,
    signal: AbortSignal,
  ) => Promise<{ readonly name: string; readonly state: string }>;
  /** Runs a statement, which starts a stopped warehouse; the statement is cancelled after 5 s. */
  readonly run: (warehouseId: string, statement: string, signal: AbortSignal) => Promise<Tried>;
  readonly endpoint: (
    name: string,
    signal: AbortSignal,
  ) => Promise<{ readonly isReady: boolean; readonly level: string | null }>;
  readonly metastoreId: (signal: AbortSignal) => Promise<string>;
};

/**
 * Reads a workspace over its management API.
 *
 * Effect: HTTP to the workspace, one request per call.
 */
export function createInspector(http: Http): Inspector {
  const get = async <Reply>(
    path: string,
    shape: z.ZodType<Reply>,
    signal: AbortSignal,
  ): Promise<Reply> => requireReply(await http({ method: 'GET', path, signal }, shape));
  return {
    me: async (signal) => {
      const { userName, displayName, groups } = await get(mePath, Me, signal);
      return {
        name: userName,
        displayName,
        groups: groups.flatMap(({ display }) => display ?? []),
      };
    },
    spaces: async (signal) => {
      const { spaces } = await get('/api/2.0/genie/spaces?page_size=100', Spaces, signal);
      return spaces.map(toSpace);
    },
    space: async (id, signal) =>
      toSpace(await get(`/api/2.0/genie/spaces/${encodeURIComponent(id)}`, Space, signal)),
    spaceAccess: async (id, signal) => {
      const path = `/api/2.0/permissions/genie/${encodeURIComponent(id)}`;
      const { access_control_list } = await get(path, Permissions, signal);
      return access_control_list.map((entry) => ({
        principal: entry.user_name ?? entry.service_principal_name,
        group: entry.group_name,
        levels: entry.all_permissions.flatMap(({ permission_level }) => permission_level ?? []),
      }));
    },
    warehouse: async (id, signal) => {
      const path = `/api/2.0/sql/warehouses/${encodeURIComponent(id)}`;
      const { name, state } = await get(path, Warehouse, signal);
      return { name: name ?? id, state: state ?? 'UNKNOWN' };
    },
    run: (warehouseId, statement, signal) => run(http, warehouseId, statement, signal),
    endpoint: async (name, signal) => {
      const path = `/api/2.0/serving-endpoints/${encodeURIComponent(name)}`;
      const { state, permission_level } = await get(path, Endpoint, signal);
      return { isReady: state?.ready === 'READY', level: permission_level };
    },
    metastoreId: async (signal) =>
      (await get('/api/2.1/unity-catalog/metastore_summary', Metastore, signal)).metastore_id,
  };
}

async function run(
  http: Http,
  warehouse_id: string,
  statement: string,
  signal: AbortSignal,
): Promise<Tried> {
  const body = { warehouse_id, statement, wait_timeout: '5s', on_wait_timeout: 'CANCEL' };
  const path = '/api/2.0/sql/statements';
  const { status } = requireReply(await http({ method: 'POST', path, body, signal }, Statement));
  if (status.state === 'SUCCEEDED') return { state: 'succeeded' };
  if (status.state !== 'FAILED') return { state: 'running' };
  return { state: 'failed', message: status.error?.message ?? 'The statement failed.' };
}

const toSpace = ({ space_id, title, warehouse_id }: z.infer<typeof Space>): ListedSpace => ({
  spaceId: space_id,
  title: title ?? space_id,
  warehouseId: warehouse_id,
});

function requireReply<Reply>(reply: Reply | null): Reply {
  if (reply === null) throw new Error('a request without `mayStillSend` was not sent');
  return reply;
}

/**
 * Checks that a workspace answers at an address; needs no sign-in.
 *
 * Effect: one GET without credentials.
 *
 * @throws {AppError} When nothing answers, or the reply is a web page instead of data.
 */
export async function reach(host: string, signal: AbortSignal): Promise<void> {
  const http = createHttp(host, async () => ({}));
  try {
    const path = '/oidc/.well-known/oauth-authorization-server';
    await http({ method: 'GET', path, signal }, z.unknown());
  } catch (error) {
    const status = error instanceof AppError ? error.details.upstreamStatus : undefined;
    if (status === undefined || status < 400 || status >= 500) throw error;
  }
}
