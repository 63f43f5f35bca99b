import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Http, Request } from './http.ts';

export type ListedSpace = {
  readonly spaceId: string;
  readonly title: string;
  readonly description: string;
};

/** A space with its whole configuration, JSON in a string as the wire has it. */
export type WholeSpace = ListedSpace & {
  readonly warehouseId: string | null;
  /** What the space must still be to be changed; null where the workspace gives none. */
  readonly etag: string | null;
  readonly serialized: string;
};

export type NewSpace = {
  readonly title: string;
  readonly description: string;
  readonly warehouseId: string;
  readonly serialized: string;
};

/** `etag: null` overwrites whatever was saved in between; what is left out stays. */
export type SpaceChange = {
  readonly description?: string;
  readonly serialized?: string;
  readonly etag: string | null;
};

export type Warehouse = { readonly id: string; readonly name: string };

/** Genie spaces themselves: which there are, what is in them. */
export type GenieSpaces = {
  readonly list: () => Promise<readonly ListedSpace[]>;
  readonly read: (spaceId: string) => Promise<WholeSpace>;
  /** The id of the space that was made. */
  readonly create: (space: NewSpace) => Promise<string>;
  /** `conflict`: somebody saved since the etag was read, and nothing was changed. */
  readonly update: (spaceId: string, change: SpaceChange) => Promise<'saved' | 'conflict'>;
  readonly warehouses: () => Promise<readonly Warehouse[]>;
};

const base = '/api/2.0/genie/spaces';
const pageSize = 100;
const optional = z
  .string()
  .nullish()
  .transform((text) => text ?? null);
const words = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

const Listed = z.object({ space_id: z.string(), title: words, description: words });
const Page = z.object({ spaces: z.array(Listed).nullish(), next_page_token: optional });
const Whole = Listed.extend({
  warehouse_id: optional,
  etag: optional,
  serialized_space: z.string(),
});
const Warehouses = z.object({
  warehouses: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
});

const grants = {
  edit: 'Grant CAN EDIT on the Genie space to who runs this.',
  create:
    'Grant CAN USE on the warehouse, and the entitlement to Databricks SQL, to who runs this.',
  look: '',
} as const;

/**
 * Genie spaces over their management API.
 *
 * Effect: HTTP to the workspace, one request a call; lists take one a page. Nothing is repeated.
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
    throw new Error('a request without a condition was held back');
  };
  return {
    list: () => listAll((path) => send({ method: 'GET', path }, Page, 'look')),
    read: async (spaceId) => {
      const path = `${at(spaceId)}?include_serialized_space=true`;
      const whole = await send({ method: 'GET', path }, Whole, 'edit');
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
        await send({ method: 'PATCH', path: at(spaceId), body }, z.unknown(), 'edit');
        return 'saved';
      } catch (error) {
        if (statusOf(error) === 409) return 'conflict';
        throw error;
      }
    },
    warehouses: async () => {
      const path = '/api/2.0/sql/warehouses';
      return (await send({ method: 'GET', path }, Warehouses, 'look')).warehouses ?? [];
    },
  };
}

const at = (spaceId: string): string => `${base}/${encodeURIComponent(spaceId)}`;

const toListed = (wire: z.infer<typeof Listed>): ListedSpace => ({
  spaceId: wire.space_id,
  title: wire.title,
  description: wire.description,
});

async function listAll(
  fetchPage: (path: string) => Promise<z.infer<typeof Page>>,
): Promise<readonly ListedSpace[]> {
  const spaces: ListedSpace[] = [];
  let token: string | null = null;
  do {
    const query = new URLSearchParams({ page_size: String(pageSize) });
    if (token) query.set('page_token', token);
    const page = await fetchPage(`${base}?${query.toString()}`);
    spaces.push(...(page.spaces ?? []).map(toListed));
    token = page.next_page_token;
  } while (token);
  return spaces;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof AppError ? error.details.upstreamStatus : undefined;

/** What to grant where a right is missing; a scope is no grant. */
function withGrant(error: unknown, grant: string): unknown {
  if (!(error instanceof AppError) || statusOf(error) !== 403 || grant === '') return error;
  const what = /scope/i.test(error.message) ? 'Add the scope to the credentials.' : grant;
  return new AppError(error.code, `${error.message} ${what}`, { ...error.details, cause: error });
}
