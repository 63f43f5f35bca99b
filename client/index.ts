import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { paths } from './schema.ts';

export type { components, paths } from './schema.ts';

/** A client whose paths, parameters and bodies are those of the document of the API. */
export type ApiClient = Client<paths>;

/** A path of the document with anything in place of its parameters. */
type Filled<Path extends string> = Path extends `${infer Before}{${string}}${infer Behind}`
  ? `${Before}${string}${Filled<Behind>}`
  : Path;

/** What may be called with a method, as the page does: a path of the document that has it, and a query. */
export type CalledPath<Method extends 'get' | 'post' | 'put' | 'delete'> = {
  [Path in keyof paths]: paths[Path] extends Readonly<Record<Method, unknown>>
    ? Filled<Path> | `${Filled<Path>}?${string}`
    : never;
}[keyof paths];

/**
 * Creates a typed client of a running service.
 *
 * Effect: none until it is used; then one request a call.
 *
 * @param url Origin of the service; empty for the one that a page came from.
 * @param fetch Sends a request, and throws for a reply that is a failure.
 */
export const createApiClient = (
  url: string,
  fetch: (request: Request) => Promise<Response>,
): ApiClient => createClient<paths>({ baseUrl: url, fetch });

/**
 * The body of a reply.
 *
 * @throws What the client's `fetch` throws; {Error} for a reply without a body.
 */
export async function bodyOf<Body>(
  call: Promise<{ readonly data?: Body | undefined }>,
): Promise<Body> {
  const { data } = await call;
  if (data === undefined) throw new Error('The service replied without a body.');
  return data;
}
