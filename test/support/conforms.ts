import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from './openapi-document.ts';

/** A reply of the API, as it came. */
export type Reply = {
  readonly status: number;
  /** `content-type`, with or without parameters. */
  readonly type: string | null;
  readonly text: string;
};

/** What of a reply is not as the document says; null where nothing is. */
export type Conforms = (route: string, reply: Reply) => string | null;

/**
 * Holds replies against what the document declares for their route and status: the media type, and of JSON its
 * schema.
 *
 * @param document A document of OpenAPI 3.1, whose schemas are those of JSON Schema 2020-12.
 */
export function conformsTo(document: OpenApiDocument): Conforms {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  const checkOf = (ref: string): ValidateFunction => {
    const check = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, check);
    return check;
  };
  return (route, { status, type, text }) => {
    const { key, content, path } = declaredFor(document, route, status);
    if (key === null) return `${route} declares no ${status}`;
    const media = mediaOf(type);
    if (text === '' && Object.keys(content).length === 0) return null;
    if (!(media in content)) return `${route} declares for ${status} no ${media || 'body'}`;
    if (!/\bjson$/.test(media)) return null;
    const pointer = [...path, 'responses', key, 'content', media, 'schema'].map(escaped);
    const check = checkOf(`document#/${pointer.join('/')}`);
    return check(JSON.parse(text)) ? null : `${route} ${status}: ${ajv.errorsText(check.errors)}`;
  };
}

/** A media type without its parameters. */
const mediaOf = (type: string | null): string => type?.split(';')[0]?.trim() ?? '';

/** A step of a JSON pointer within a URI. */
const escaped = (one: string): string =>
  encodeURIComponent(one.replaceAll('~', '~0').replaceAll('/', '~1'));

/** What the document declares for a status; without a key, nothing. */
function declaredFor(document: OpenApiDocument, route: string, status: number) {
  const [verb = '', path = ''] = route.split(' ');
  const method = verb.toLowerCase();
  const responses = document.paths[path]?.[method]?.responses ?? {};
  const key = [String(status), 'default'].find((one) => one in responses) ?? null;
  const content = (key === null ? undefined : responses[key]?.content) ?? {};
  return { key, content, path: ['paths', path, method] };
}

/** Finds the route of the document that a request is for; null where none is. */
export function routesOf(
  document: OpenApiDocument,
): (method: string, path: string) => string | null {
  const routes = Object.entries(document.paths).flatMap(([path, item]) => {
    const pattern = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
    return Object.keys(item).map((method) => ({
      route: `${method.toUpperCase()} ${path}`,
      parameters: path.split('{').length,
      isOf: (given: string) => new RegExp(`^${method} ${pattern}$`, 'i').test(given),
    }));
  });
  // One without a parameter before one that would take its word for an id.
  const ordered = routes.toSorted((a, b) => a.parameters - b.parameters);
  return (method, path) => {
    const given = `${method} ${path.split('?')[0]}`;
    return ordered.find(({ isOf }) => isOf(given))?.route ?? null;
  };
}
