/**
 * Who may import whom. An entry is a folder (`domain/`), one file (`workflows/messages.ts`), a
 * package (`zod`, `@hono/` for all of a scope), `node:` for what Node brings, or `packages` for all
 * of these. `types` may be named in `import type` too, which leaves nothing behind at run time.
 */
export type Layer = { readonly values: readonly string[]; readonly types: readonly string[] };

const catalogueReader = ['domain/', 'language/', 'sql/', 'config/index.ts'];
const everything = [
  'domain/',
  'language/',
  'answers/',
  'claims/',
  'causes/',
  'proof/',
  'wordings/',
  'agents/',
  'tools/',
  'workflows/',
  'activities/',
  'adapters/',
  'eval/',
  'genie-spaces/',
  'dashboards/',
  'sql/',
  'config/index.ts',
  'node:',
  'packages',
];

export const importTable: Readonly<Record<string, Layer>> = {
  // Evaluated again in every run of a workflow: a package here is paid for by each of them.
  domain: { values: [], types: [] },
  language: { values: ['domain/'], types: [] },
  answers: { values: ['domain/', 'language/'], types: [] },
  claims: { values: ['domain/', 'language/'], types: [] },
  causes: { values: ['domain/', 'language/', 'answers/'], types: [] },
  proof: { values: ['domain/', 'claims/', 'zod', 'fflate', 'node:'], types: [] },
  wordings: { values: ['domain/', 'language/', 'sql/', 'zod', 'js-yaml', 'node:'], types: [] },
  agents: { values: ['domain/'], types: [] },
  tools: { values: ['domain/', 'zod'], types: ['packages'] },
  workflows: {
    values: ['domain/', 'agents/', '@temporalio/workflow'],
    types: ['activities/', 'tools/', 'packages'],
  },
  // Adapters arrive as ports, settings as narrow values.
  activities: {
    values: [
      'domain/',
      'language/',
      'claims/',
      'causes/',
      'agents/',
      'tools/',
      'eval/',
      'zod',
      '@temporalio/activity',
      'node:',
    ],
    types: ['packages'],
  },
  adapters: {
    values: ['domain/', 'language/', 'answers/', 'wordings/', 'node:', 'packages'],
    types: ['config/index.ts'],
  },
  config: { values: ['domain/', 'zod', 'node:'], types: [] },
  sql: { values: ['domain/', 'zod', 'js-yaml', 'node:'], types: [] },
  eval: {
    values: [
      'domain/',
      'language/',
      'claims/',
      'proof/checked-text.ts',
      'agents/',
      'config/index.ts',
      'sql/',
      'zod',
      'node:',
    ],
    types: ['tools/', 'packages'],
  },
  'genie-spaces': {
    values: ['domain/', 'language/', 'agents/', 'sql/', 'zod', 'yaml', 'node:'],
    types: ['adapters/', 'config/index.ts'],
  },
  dashboards: {
    values: ['domain/', 'genie-spaces/', 'sql/', 'zod', 'node:'],
    types: ['adapters/', 'config/index.ts'],
  },
  // For whoever asks a running service: page, commands, programs of others.
  client: { values: ['openapi-fetch'], types: [] },
  worker: { values: everything, types: [] },
  // The evaluation judges what a worker would run.
  cli: {
    values: [
      ...everything,
      'client/',
      'worker/certify.ts',
      'worker/nearest.ts',
      'worker/statement-of.ts',
      'worker/unknown-limits.ts',
    ],
    types: [],
  },
  api: {
    values: [
      ...catalogueReader,
      'proof/',
      'adapters/',
      'agents/',
      'tools/',
      'workflows/messages.ts',
      'hono',
      '@hono/',
      '@modelcontextprotocol/',
      'zod',
      'esbuild',
      'node:',
    ],
    types: ['workflows/', 'packages'],
  },
  // Runs in a browser: of the product it has only types.
  web: {
    values: [
      'client/',
      'preact',
      'preact-iso',
      '@preact/',
      'marked',
      'dompurify',
      '@observablehq/',
      'highlight.js',
    ],
    types: ['domain/', 'api/', 'packages'],
  },
  // Starts the product's other folders as processes.
  local: { values: [...catalogueReader, 'wordings/', 'node:', 'packages'], types: [] },
};

/** Pure functions may use one package each, out of the workflows' reach. */
export const purePackages: Readonly<Record<string, readonly string[]>> = {
  'language/cron.ts': ['croner'],
  'language/quartz.ts': ['croner'],
  'language/spelling.ts': ['fastest-levenshtein'],
};

const folders = Object.keys(importTable);

type Pattern = { regex: string; allowTypeImports?: true; message: string };

/**
 * The same table as the linter has it, coarser where one file of a folder may be imported.
 *
 * @param packages Names of the packages that the product depends on.
 */
export function lintPatterns(folder: string, packages: readonly string[]): Pattern[] {
  const layer = importTable[folder];
  if (layer === undefined) throw new Error(`${folder} is no layer`);
  const { values, types } = layer;
  const names = folders.filter((name) => name !== folder).map((name) => `${name}/`);
  const named = (list: readonly string[], name: string) =>
    list.some((entry) => entry.startsWith(name));
  const never = names.filter((name) => !named(values, name) && !named(types, name));
  const typesOnly = names.filter((name) => !named(values, name) && named(types, name));
  const pure = Object.entries(purePackages)
    .filter(([file]) => file.startsWith(`${folder}/`))
    .flatMap(([, own]) => own.map((name) => name.split('/')[0]));
  const outside = ['node:', ...packages].filter(
    (name) => !allows(values, name) && !pure.includes(name),
  );
  const anyType = types.includes('packages');
  const message = `${folder}/ may not import this (test/support/import-table.ts)`;
  const path = (list: string[]) => `^(\\.\\./)+(${list.join('|').replaceAll('.', '\\.')})`;
  return [
    ...(never.length === 0 ? [] : [{ regex: path(never), message }]),
    ...(typesOnly.length === 0
      ? []
      : [{ regex: path(typesOnly), allowTypeImports: true as const, message }]),
    ...(outside.length === 0
      ? []
      : [
          {
            // The whole name: the package `node` must not stand for what Node brings.
            regex: `^(${outside.map((name) => (name === 'node:' ? name : `${name}(/|$)`)).join('|')})`,
            ...(anyType ? { allowTypeImports: true as const } : {}),
            message,
          },
        ]),
  ];
}

/**
 * Tells whether a list of the table lets something in.
 *
 * @param target A path from the root (`domain/ids.ts`), a package or a module of Node.
 */
export function allows(list: readonly string[], target: string): boolean {
  if (
    list.some((entry) =>
      entry.endsWith('/') || entry === 'node:' ? target.startsWith(entry) : entry === target,
    )
  ) {
    return true;
  }
  const isPath = folders.some((folder) => target.startsWith(`${folder}/`));
  return list.includes('packages') && !isPath && !target.startsWith('node:');
}
