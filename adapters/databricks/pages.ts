/** More pages than a list of Databricks has; protects against an endless list. */
const maxPages = 1_000;

/**
 * Reads the pages of a list, also when a page repeats a token that was used: the list ends there.
 *
 * Effect: one request per page.
 *
 * @param wantsNext Whether the page after this one is needed; all are by default.
 */
export async function fetchPages<Page extends { readonly next_page_token: string | null }>(
  path: string,
  pageSize: number,
  fetchPage: (path: string) => Promise<Page>,
  wantsNext: (page: Page) => boolean = () => true,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  const used = new Set<string>();
  for (let token: string | null = null; pages.length < maxPages;) {
    const query = new URLSearchParams({ page_size: String(pageSize) });
    if (token !== null) query.set('page_token', token);
    const page: Page = await fetchPage(`${path}?${query.toString()}`);
    pages.push(page);
    token = page.next_page_token;
    if (token === null || used.has(token) || !wantsNext(page)) break;
    used.add(token);
  }
  return pages;
}
