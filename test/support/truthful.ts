import { conformsTo, routesOf } from './conforms.ts';
import { openApiDocument } from './openapi-document.ts';
import type { OpenApiDocument } from './openapi-document.ts';

let documented: Promise<OpenApiDocument> | null = null;

/**
 * Requests of one service, whose replies must be as the document of the API says; streams and other media than
 * JSON are not read.
 */
export async function truthfulFetch(
  url: string,
): Promise<(path: string, init: RequestInit) => Promise<Response>> {
  const document = await (documented ??= openApiDocument());
  const [conforms, routeOf] = [conformsTo(document), routesOf(document)];
  return async (path, init) => {
    const reply = await fetch(url + path, init);
    const route = routeOf(init.method ?? 'GET', path);
    const type = reply.headers.get('content-type');
    if (route === null || type === null || !/json\b/.test(type)) return reply;
    const text = await reply.clone().text();
    const untrue = conforms(route, { status: reply.status, type, text });
    if (untrue !== null) throw new Error(`The document is not true: ${untrue}\n${text}`);
    return reply;
  };
}
