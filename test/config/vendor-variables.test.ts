import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isOurs } from '../../config/environment.ts';
import { root } from '../support/sources.ts';
import { vendorVariables } from './vendor-variables.ts';

type Manifest = { readonly dependencies?: Readonly<Record<string, string>> };

const read = (path: string): string => readFileSync(path, 'utf8');
const folderOf = (name: string): string => join(root, 'node_modules', name);

/** All packages that our processes can load. */
function installed(): readonly string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    const { dependencies = {} } = JSON.parse(read(join(folder, 'package.json'))) as Manifest;
    for (const name of Object.keys(dependencies)) {
      if (found.has(name) || !existsSync(folderOf(name))) continue;
      found.add(name);
      visit(folderOf(name));
    }
  };
  visit(root);
  return [...found].toSorted();
}

/** Folders and files that a package brings along and does not run. */
const notRun =
  /^(node_modules|tests?|__tests__|examples?|docs?|benchmarks?)$|\.(test|integ|spec)\./;

function* scriptsIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (notRun.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* scriptsIn(path);
    else if (/\.[cm]?js$/.test(entry.name)) yield path;
  }
}

const name = String.raw`([A-Za-z_]\w*)`;
const readings: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`process\??\.env\??\.${name}`, 'g'), ''],
  [new RegExp(String.raw`process\??\.env(?:\?\.)?\[\s*['"\`]${name}['"\`]`, 'g'), ''],
  [new RegExp(String.raw`\b(?:getEnvironmentVariable|readEnv)\(\s*['"\`]${name}['"\`]`, 'g'), ''],
  // langsmith's own reader puts either prefix before the name; the names of the SDK of Databricks.
  [/getLangSmithEnvironmentVariable\(\s*['"`](\w+)['"`]/g, 'LANGSMITH_'],
  [/\benv:\s*['"]([A-Z][A-Z_]+)['"]/g, ''],
  [/\benv\.([A-Z][A-Z0-9_]{2,})\b/g, ''],
];

function variablesOf(pkg: string): readonly string[] {
  const texts = [...scriptsIn(folderOf(pkg))].map(read).filter((text) => /env/i.test(text));
  const names = texts.flatMap((text) =>
    readings.flatMap(([pattern, prefix]) =>
      [...text.matchAll(pattern)].map((match) => `${prefix}${match[1]}`),
    ),
  );
  return [...new Set(names)].toSorted();
}

const found = installed()
  .map((pkg) => ({ pkg, variables: variablesOf(pkg) }))
  .filter(({ variables }) => variables.length > 0);

it('reads the packages', () => {
  const names = Object.fromEntries(found.map(({ pkg, variables }) => [pkg, variables]));
  expect(names['openai']).toContain('OPENAI_CUSTOM_HEADERS');
  expect(names['langsmith']).toContain('LANGSMITH_ENDPOINT');
  expect(names['@databricks/sdk-experimental']).toContain('DATABRICKS_METADATA_SERVICE_URL');
});

it.each(found)('of $pkg every variable is in the table, with its fate', ({ pkg, variables }) => {
  const rows = vendorVariables[pkg] ?? [];
  const fateOf = (variable: string) => rows.find(([, names]) => names.test(variable))?.[0];
  expect(variables.filter((variable) => fateOf(variable) === undefined)).toEqual([]);
  expect(variables.filter((one) => fateOf(one) === 'off' && isOurs(one))).toEqual([]);
});

it('has no row for a package that reads nothing', () => {
  const known = new Set(found.map(({ pkg }) => pkg));
  expect(Object.keys(vendorVariables).filter((pkg) => !known.has(pkg))).toEqual([]);
});
