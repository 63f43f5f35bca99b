import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A document of OpenAPI, as far as the page shows it. */
export type ShownDocument = {
  readonly info: { readonly title: string };
  readonly tags?: readonly { readonly name: string }[];
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
};

type Content = Readonly<Record<string, { readonly schema?: object }>>;
type Operation = {
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content }>
  >;
};
type Row = Operation & { readonly method: string; readonly path: string };
type Part = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The page's style, a file of its own since no style within a page is allowed. */
export const docsStyle = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
pre{overflow:auto;padding:.75rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);font-size:.85rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
summary{cursor:pointer;padding:.35rem 0;overflow-wrap:anywhere}
summary code:first-child{display:inline-block;min-width:4.5rem;font-weight:700}
nav ul{columns:2;padding-left:1.2rem}`;

/** Links to the schemas that a schema names, else the schema itself. */
function schemaOf(schema: object | undefined): Part {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(
    String((schema as { $ref?: string } | undefined)?.$ref ?? ''),
  )?.[1];
  if (name !== undefined) return html`<a href="#${name}">${name}</a>`;
  return html`<code>${JSON.stringify(schema ?? {})}</code>`;
}

const contentRows = (what: string, says: string, content: Content = {}): readonly Part[] =>
  Object.keys(content).length === 0
    ? [
        html`<tr>
          <td>${what}</td>
          <td>${says}</td>
          <td></td>
        </tr>`,
      ]
    : Object.entries(content).map(
        ([media, { schema }]) =>
          html`<tr>
            <td>${what}</td>
            <td>${says} (${media})</td>
            <td>${schemaOf(schema)}</td>
          </tr>`,
      );

function operation({ method, path, summary, ...one }: Row): Part {
  const { operationId = '', parameters = [], requestBody, responses } = one;
  const rows = [
    ...parameters.map(
      ({ name, in: place, required = false, schema }) =>
        html`<tr>
          <td>${name}</td>
          <td>${place}${required ? ', required' : ''}</td>
          <td>${schemaOf(schema)}</td>
        </tr>`,
    ),
    ...(requestBody === undefined ? [] : contentRows('body', 'request', requestBody.content)),
    ...Object.entries(responses).flatMap(([status, { description, content }]) =>
      contentRows(status, description, content),
    ),
  ];
  return html`<details id="${operationId}">
    <summary><code>${method}</code> <code>${path}</code> ${summary}</summary>
    <table>
      ${rows}
    </table>
  </details>`;
}

const rowsOf = ({ paths = {} }: ShownDocument): readonly Row[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, one]) => ({
      ...one,
      method: method.toUpperCase(),
      path,
    })),
  );

/**
 * The document as a page that is read without a script: every route by theme, and every schema.
 *
 * Pure.
 */
export function docsPage(document: ShownDocument): Part {
  const { info, tags = [], components = {} } = document;
  const rows = rowsOf(document);
  const anchor = (name: string): string => name.toLowerCase().replaceAll(/\W+/g, '-');
  const schemas = Object.entries(components.schemas ?? {});
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${info.title}: the API</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <h1>${info.title}: the API</h1>
        <p>Made of <a href="/openapi.json">openapi.json</a>, which programs read.</p>
        <nav aria-label="Themes">
          <ul>
            ${tags.map(({ name }) => html`<li><a href="#${anchor(name)}">${name}</a></li>`)}
            <li><a href="#schemas">Schemas</a></li>
          </ul>
        </nav>
        <main>
          ${tags.map(
            ({ name }) =>
              html`<h2 id="${anchor(name)}">${name}</h2>
                ${rows.filter((one) => one.tags?.includes(name)).map(operation)}`,
          )}
          <h2 id="schemas">Schemas</h2>
          ${schemas.map(
            ([name, schema]) =>
              html`<h3 id="${name}">${name}</h3>
                <pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>`,
          )}
        </main>
      </body>
    </html>`;
}
