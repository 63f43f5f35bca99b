import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { createDashboardTags } from './dashboard-tags.ts';
import { filledText, id, list, optionalId, optionalText, text } from './fields.ts';
import type { Http, Request } from './http.ts';
import { fetchPages } from './pages.ts';

export type ListedDashboard = {
  readonly dashboardId: string;
  readonly title: string;
  readonly isTrashed: boolean;
};

/** A draft with its content; `serialized` is JSON as the API sends it. */
export type WholeDashboard = ListedDashboard & {
  readonly warehouseId: string | null;
  /** Version for optimistic locking; null when the workspace sends none. */
  readonly etag: string | null;
  readonly serialized: string;
};

export type NewDashboard = {
  readonly title: string;
  readonly warehouseId: string;
  readonly serialized: string;
};

/** Lists, reads, changes and publishes AI/BI dashboards. */
export type Dashboards = {
  /** Without those in the trash. */
  readonly list: (signal?: AbortSignal) => Promise<readonly ListedDashboard[]>;
  readonly read: (dashboardId: string) => Promise<WholeDashboard>;
  /** Returns the id of the new dashboard. */
  readonly create: (dashboard: NewDashboard) => Promise<string>;
  /** `conflict`: the draft was saved since the etag was read; this change was not. */
  readonly update: (
    dashboardId: string,
    change: { readonly serialized: string; readonly etag: string | null },
  ) => Promise<'saved' | 'conflict'>;
  /** Published without the publisher's credentials: readers see what they may read themselves. */
  readonly publish: (dashboardId: string, warehouseId: string | null) => Promise<void>;
  /** Its tags as `key` or `key:value`; none where the workspace has no tags for dashboards. */
  readonly tagsOf: (dashboardId: string, signal?: AbortSignal) => Promise<readonly string[]>;
  /** Whether this principal finds a published version; also false for one that is hidden from it. */
  readonly isPublished: (dashboardId: string, signal?: AbortSignal) => Promise<boolean>;
};

const base = '/api/2.0/lakeview/dashboards';
const pageSize = 100;
const listed = { dashboard_id: id, display_name: optionalText, lifecycle_state: optionalText };
const Listed = z.object(listed);
const Page = z.object({ dashboards: list(Listed), next_page_token: filledText });
const Whole = z.object({
  ...listed,
  warehouse_id: optionalId,
  etag: filledText,
  serialized_dashboard: text,
});

const pathOf = (dashboardId: string): string => `${base}/${encodeURIComponent(dashboardId)}`;

const toListed = (wire: z.infer<typeof Listed>): ListedDashboard => ({
  dashboardId: wire.dashboard_id,
  title: wire.display_name ?? '',
  isTrashed: wire.lifecycle_state === 'TRASHED',
});

const statusOf = (error: unknown): number | undefined =>
  error instanceof AppError ? error.details.upstreamStatus : undefined;

/**
 * Dashboards over the Lakeview API.
 *
 * Effect: HTTP to the workspace; one request per call, for lists one per page, without retries.
 */
export function createDashboards(http: Http): Dashboards {
  const send = async <Reply>(request: Request, shape: z.ZodType<Reply>): Promise<Reply> => {
    const reply = await http(request, shape);
    if (reply === null) throw new Error('a request without `mayStillSend` was not sent');
    return reply;
  };
  const get = <Reply>(path: string, shape: z.ZodType<Reply>, signal?: AbortSignal) =>
    send({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) }, shape);
  return {
    list: async (signal) => {
      const pages = await fetchPages(base, pageSize, (path) => get(path, Page, signal));
      return pages.flatMap(({ dashboards }) => dashboards).map(toListed);
    },
    read: async (dashboardId) => {
      const whole = await get(pathOf(dashboardId), Whole);
      const { warehouse_id: warehouseId, etag, serialized_dashboard: serialized } = whole;
      return { ...toListed(whole), warehouseId, etag, serialized };
    },
    create: async ({ title, warehouseId, serialized }) => {
      const body = {
        display_name: title,
        warehouse_id: warehouseId,
        serialized_dashboard: serialized,
      };
      return (await send({ method: 'POST', path: base, body }, Listed)).dashboard_id;
    },
    update: async (dashboardId, { serialized, etag }) => {
      const body = { serialized_dashboard: serialized, ...(etag === null ? {} : { etag }) };
      try {
        await send({ method: 'PATCH', path: pathOf(dashboardId), body }, z.unknown());
        return 'saved';
      } catch (error) {
        if (statusOf(error) === 409) return 'conflict';
        throw error;
      }
    },
    publish: async (dashboardId, warehouseId) => {
      const path = `${pathOf(dashboardId)}/published`;
      const body = {
        embed_credentials: false,
        ...(warehouseId === null ? {} : { warehouse_id: warehouseId }),
      };
      await send({ method: 'POST', path, body }, z.unknown());
    },
    tagsOf: createDashboardTags(http),
    isPublished: async (dashboardId, signal) => {
      try {
        await get(`${pathOf(dashboardId)}/published`, z.unknown(), signal);
        return true;
      } catch (error) {
        if (statusOf(error) === 404 || statusOf(error) === 403) return false;
        throw error;
      }
    },
  };
}
