import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { filledText, id, list, optionalText } from './fields.ts';
import type { Http } from './http.ts';
import { fetchPages } from './pages.ts';

const base = '/api/2.0/entity-tag-assignments/dashboards';
const pageSize = 100;
const Page = z.object({
  tag_assignments: list(z.object({ tag_key: id, tag_value: optionalText })),
  next_page_token: filledText,
});

/** A preview that a workspace does not have, or a dashboard that is gone or hidden: it has no tags. */
const withoutTags: readonly unknown[] = [400, 403, 404, 501];

/**
 * Reads the tags of a dashboard as `key` or `key:value`; none where the workspace has no tags for dashboards.
 *
 * Effect: HTTP to the workspace, one request a page.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/cli/reference/workspace-entity-tag-assignments-commands
 */
export const createDashboardTags =
  (http: Http) =>
  async (dashboardId: string, signal?: AbortSignal): Promise<readonly string[]> => {
    const own = `${base}/${encodeURIComponent(dashboardId)}/tags`;
    const fetchPage = async (path: string) => {
      const stop = signal === undefined ? {} : { signal };
      const page = await http({ method: 'GET', path, ...stop }, Page);
      return page ?? { tag_assignments: [], next_page_token: null };
    };
    try {
      const pages = await fetchPages(own, pageSize, fetchPage);
      return pages
        .flatMap(({ tag_assignments }) => tag_assignments)
        .map(({ tag_key: key, tag_value: value }) => (value ? `${key}:${value}` : key));
    } catch (error) {
      const status = error instanceof AppError ? error.details.upstreamStatus : undefined;
      if (withoutTags.includes(status)) return [];
      throw error;
    }
  };
