import type { OpenApiDocument } from './openapi-document.ts';

/** Where the types are that are made of the document. */
export const clientTypesFile = 'client/schema.ts';

type Schema = Readonly<Record<string, unknown>>;
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
};
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Operation = {
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

const key = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);
const orNever = (parts: readonly string[]): string =>
  parts.length === 0 ? 'never' : [...new Set(parts)].join(' | ');
const objectOf = (fields: readonly string[]): string =>
  fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`;

const simple: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

const fieldOf = (isRequired: boolean, type: string): string =>
  isRequired ? `: ${type}` : type === 'unknown' ? '?: unknown' : `?: ${type} | undefined`;

function objectType(schema: Schema): string {
  const required = (schema['required'] ?? []) as readonly string[];
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const fields = properties.map(
    ([name, one]) => `readonly ${key(name)}${fieldOf(required.includes(name), typeOf(one))}`,
  );
  const more = schema['additionalProperties'];
  if (typeof more !== 'object' || more === null)
    return fields.length === 0 && more !== false
      ? 'Readonly<Record<string, unknown>>'
      : objectOf(fields);
  // Fields that are not named have any type where some are: of an index, those that are would have to be, too.
  const rest = fields.length === 0 ? typeOf(more as Schema) : 'unknown';
  return objectOf([...fields, `readonly [name: string]: ${rest}`]);
}

/** Not readonly: the client's types take such an array for an object. */
function arrayType(schema: Schema): string {
  const first = schema['prefixItems'] as readonly Schema[] | undefined;
  if (first !== undefined) return `[${first.map(typeOf).join(', ')}]`;
  return `(${typeOf((schema['items'] ?? {}) as Schema)})[]`;
}

/** A schema as a type. */
function typeOf(schema: Schema): string {
  const { $ref, type } = schema;
  const either = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  const all = schema['allOf'] as readonly Schema[] | undefined;
  if (typeof $ref === 'string') return `components['schemas']['${$ref.split('/').at(-1)}']`;
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum']))
    return orNever(schema['enum'].map((one) => JSON.stringify(one)));
  if (either !== undefined) return orNever(either.map((one) => `(${typeOf(one)})`));
  if (all !== undefined) return all.map((one) => `(${typeOf(one)})`).join(' & ');
  if (Array.isArray(type))
    return orNever(type.map((one: string) => `(${typeOf({ ...schema, type: one })})`));
  if (type === 'object') return objectType(schema);
  if (type === 'array') return arrayType(schema);
  return simple[String(type)] ?? 'unknown';
}

/** The content of a body: what is no JSON is read as it comes. */
const contentOf = (content: Content): string =>
  objectOf(
    Object.entries(content).map(
      ([media, { schema = {} }]) =>
        `'${media}': ${/json/.test(media) ? typeOf(schema) : media === 'application/zip' ? 'Blob' : 'string'}`,
    ),
  );

function parametersOf(parameters: readonly Parameter[]): string {
  const places = ['path', 'query', 'header'].map((place) => {
    const own = parameters.filter((one) => one.in === place);
    if (own.length === 0) return `${place}?: never`;
    const fields = own.map(
      ({ name, required = false, schema = {} }) =>
        `${key(name)}${fieldOf(required, typeOf(schema))}`,
    );
    return `${place}${own.some(({ required }) => required) ? '' : '?'}: ${objectOf(fields)}`;
  });
  return objectOf([...places, 'cookie?: never']);
}

function operationOf({ parameters = [], requestBody, responses, summary }: Operation): string {
  const replies = Object.entries(responses).map(
    ([status, { content = {} }]) =>
      `${status}: { headers: Readonly<Record<string, unknown>>; content: ${Object.keys(content).length === 0 ? 'never' : contentOf(content)} }`,
  );
  const optional = requestBody?.required === true ? '' : '?';
  const body =
    requestBody === undefined ? 'never' : `{ content: ${contentOf(requestBody.content)} }`;
  const says = summary === undefined ? '' : `/** ${summary.replaceAll('*/', '*')} */\n`;
  return `{
    ${says}parameters: ${parametersOf(parameters)};
    requestBody${optional}: ${body};
    responses: ${objectOf(replies)};
  }`;
}

/**
 * The document as types, in the form that `openapi-fetch` reads; not formatted. Generators that are kept need the
 * compiler's API, which this version of the compiler has not.
 *
 * Pure.
 */
export function clientTypes(document: OpenApiDocument): string {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const methods = Object.entries(item as unknown as Record<string, Operation>);
    return `'${path}': { ${methods.map(([method, one]) => `${method}: ${operationOf(one)}`).join(';\n')} }`;
  });
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `${name}: ${typeOf(schema as Schema)}`,
  );
  return `/** Made of /openapi.json by \`npm run docs\`: the routes of the API, and its schemas. */
export type paths = {
${paths.join(';\n')}
};

export type components = { schemas: {
${schemas.join(';\n')}
} };
`;
}
