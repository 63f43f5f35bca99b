import { createApp } from '../../api/app.ts';
import type { AppDeps } from '../../api/deps.ts';
import { noMeter } from '../../domain/metrics.ts';

/** A document of OpenAPI, as far as it is looked at. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
export type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
};

/** No route is called, so no port is used; the largest budget stands in the document. */
const unused = {
  limits: { maxBudgetSeconds: 3_600, maxDeepBudgetSeconds: 86_400 },
  evaluations: { engine: {} },
  signIn: {},
  digests: {},
  webhooks: {},
  watches: {},
  memory: {},
  proposals: {},
  meter: noMeter,
  log: { info: () => {}, warn: () => {}, error: () => {} },
} as unknown as AppDeps;

/** What a route without a database replies with. */
export const openDocument = async (path: string): Promise<Response> =>
  createApp(unused).request(path);

/** The document of the API, without a database. */
export async function openApiDocument(): Promise<OpenApiDocument> {
  return (await (await openDocument('/openapi.json')).json()) as OpenApiDocument;
}
