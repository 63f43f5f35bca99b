import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './deps.ts';
import { documentExamples } from './document-examples.ts';

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>;

/** What routes are about, by the beginning of their path; the first that fits counts. */
const themes: readonly (readonly [prefix: string, tag: string])[] = [
  ['/v1/investigations', 'Investigations'],
  ['/v1/route', 'Investigations'],
  ['/v1/corrections', 'Investigations'],
  ['/v1/alerts', 'Alerts'],
  ['/v1/watches', 'Watches and digests'],
  ['/v1/digests', 'Watches and digests'],
  ['/v1/webhooks', 'Webhooks'],
  ['/v1/memory', 'Memory and sessions'],
  ['/v1/sessions', 'Memory and sessions'],
  ['/v1/evaluations', 'Evaluations'],
  ['/v1/responses', 'OpenAI Responses'],
  ['/v1/models', 'OpenAI Responses'],
  ['/mcp', 'Model Context Protocol'],
  ['/invocations', 'Agents of Databricks'],
  ['/responses', 'Agents of Databricks'],
  ['/serving-endpoints', 'Agents of Databricks'],
  ['/api/invocations', 'Agents of Databricks'],
  ['', 'Service'],
];

/** Names of themes in the order in which they are told. */
export const documentTags: readonly string[] = [...new Set(themes.map(([, tag]) => tag))];

const tagOf = (path: string): string =>
  themes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? '';

/** `post_v1_investigations_id_cancel`: unique, and the same as long as the route is. */
const operationId = (method: string, path: string): string =>
  [method, ...(path.match(/\w+/g) ?? [])].join('_');

/**
 * The OpenAPI document of an app: what its routes declare, by theme, with ids of operations and examples.
 *
 * Pure, once the routes are added.
 */
export function documentOf(app: OpenAPIHono<AppEnv>): Document {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Health Monitor', version: '1' },
    // Where nobody signs in, no credential is needed: hence the empty choice.
    security: [{ bearer: [] }, {}],
    tags: documentTags.map((name) => ({ name })),
  });
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = Object.entries(item as Record<string, object>).map(
      ([method, operation]) =>
        [
          method,
          { tags: [tagOf(path)], operationId: operationId(method, path), ...operation },
        ] as const,
    );
    return [path, Object.fromEntries(operations)] as const;
  });
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    const example = documentExamples[name];
    return [name, example === undefined ? schema : { ...schema, examples: [example] }] as const;
  });
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: Object.fromEntries(schemas) },
  } as Document;
}
