import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { filledText, id, list, optionalId, optionalText, text } from './fields.ts';
import type { Http, Request } from './http.ts';
import { fetchPages } from './pages.ts';

export type ListedSpace = {
  readonly spaceId: string;
  readonly title: string;
  readonly description: string;
};

/** A space with its configuration; `serialized` is JSON as the API sends it. */
export type WholeSpace = ListedSpace & {
  readonly warehouseId: string | null;
  /** Version for optimistic locking; null when the workspace sends none. */
  readonly etag: string | null;
  readonly serialized: string;
};

export type NewSpace = {
  readonly title: string;
  readonly description: string;
  readonly warehouseId: string;
  readonly serialized: string;
};

/**
 * Absent fields are not changed. `etag: null` also overwrites changes that were saved in between.
 */
export type SpaceChange = {
  readonly description?: string;
  readonly serialized?: string;
  readonly etag: string | null;
};

export type Warehouse = { readonly id: string; readonly name: string };

/** Lists, reads and changes Genie spaces. */
export type GenieSpaces = {
  readonly list: () => Promise<readonly ListedSpace[]>;
  readonly read: (spaceId: string) => Promise<WholeSpace>;
  /** Returns the id of the new space. */
  readonly create: (space: NewSpace) => Promise<string>;
  /** `conflict`: the space was changed since the etag was read; this change was not saved. */
  readonly update: (spaceId: string, change: SpaceChange) => Promise<'saved' | 'conflict'>;
  readonly warehouses: () => Promise<readonly Warehouse[]>;
};

const base = '/api/2.0/genie/spaces';
const pageSize = 100;
const listed = { space_id: id, title: optionalText, description: optionalText };
const Listed = z.object(listed);
const Page = z.object({ spaces: list(Listed), next_page_token: filledText });
const SpaceWithContent = z.object({
  ...listed,
  warehouse_id: optionalId,
  etag: filledText,
  serialized_space: text,
});
const Warehouses = z.object({ warehouses: list(z.object({ id, name: optionalText })) });

const grants = {
  edit: 'Grant CAN EDIT on the Genie space to the user of this command.',
  create:
    'Grant CAN USE on the warehouse, and the entitlement to Databricks SQL, to the user of this command.',
  none: '',
} as const;

/**
 * Genie spaces over their management API.
 *
 * Effect: HTTP to the workspace; one request per call, for lists one per page, without retries.
 */
export function createGenieSpaces(http: Http): GenieSpaces {
  const send = async <Reply>(
    request: Request,
    shape: z.ZodType<Reply>,
    grant: keyof typeof grants,
  ): Promise<Reply> => {
    try {
      const reply = await http(request, shape);
      if (reply !== null) return reply;
    } catch (error) {
      throw withGrant(error, grants[grant]);
    }
    throw new Error('a request without `mayStillSend` was not sent');
  };
  return {
    list: async () => {
      const getPage = (path: string) => send({ method: 'GET', path }, Page, 'none');
      const pages = await fetchPages(base, pageSize, getPage);
      return pages.flatMap(({ spaces }) => spaces).map(toListed);
    },
    read: async (spaceId) => {
      const path = `${spacePath(spaceId)}?include_serialized_space=true`;
      const whole = await send({ method: 'GET', path }, SpaceWithContent, 'edit');
      return {
        ...toListed(whole),
        warehouseId: whole.warehouse_id,
        etag: whole.etag,
        serialized: whole.serialized_space,
      };
    },
    create: async ({ title, description, warehouseId, serialized }) => {
      const settings = { title, description, warehouse_id: warehouseId };
      const body = { ...settings, serialized_space: serialized };
      return (await send({ method: 'POST', path: base, body }, Listed, 'create')).space_id;
    },
    update: async (spaceId, { description, serialized, etag }) => {
      const body = {
        ...(description === undefined ? {} : { description }),
        ...(serialized === undefined ? {} : { serialized_space: serialized }),
        ...(etag === null ? {} : { etag }),
      };
      try {
        await send({ method: 'PATCH', path: spacePath(spaceId), body }, z.unknown(), 'edit');
        return 'saved';
      } catch (error) {
        if (statusOf(error) === 409) return 'conflict';
        throw error;
      }
    },
    warehouses: async () => {
      const path = '/api/2.0/sql/warehouses';
      const { warehouses } = await send({ method: 'GET', path }, Warehouses, 'none');
      return warehouses.map(({ id, name }) => ({ id, name: name ?? id }));
    },
  };
}

const spacePath = (spaceId: string): string => `${base}/${encodeURIComponent(spaceId)}`;

const toListed = (wire: z.infer<typeof Listed>): ListedSpace => ({
  spaceId: wire.space_id,
  title: wire.title ?? '',
  description: wire.description ?? '',
});

const statusOf = (error: unknown): number | undefined =>
  error instanceof AppError ? error.details.upstreamStatus : undefined;

/** Adds to a refusal which grant or scope is missing. */
function withGrant(error: unknown, grant: string): unknown {
  if (!(error instanceof AppError) || statusOf(error) !== 403 || grant === '') return error;
  const advice = /scope/i.test(error.message) ? 'Add the scope to the credentials.' : grant;
  return new AppError(error.code, `${error.message} ${advice}`, { ...error.details, cause: error });
}
