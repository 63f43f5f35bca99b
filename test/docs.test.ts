import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productVariables } from '../config.ts';
import { failures } from '../domain/errors.ts';
import { incidents } from '../local/data/incidents/index.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { importTable } from './support/import-table.ts';
import { root, sourceFiles } from './support/sources.ts';

const folders = [
  ...Object.keys(importTable),
  'web',
  'prompts',
  'runbooks',
  'bench',
  'test',
  'docs',
];
const inDocs = existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : [];
const pages = [
  ...(existsSync(join(root, 'README.md')) ? ['README.md'] : []),
  ...inDocs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

const code = sourceFiles()
  .filter((file) => !file.startsWith('test/'))
  .map(read);

describe('the documentation', () => {
  it.each(pages)('%s names only files that exist', (page) => {
    const text = read(page);
    const quoted = [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(([, path = '']) => path);
    const ours = quoted.filter((path) => folders.includes(path.split('/')[0] ?? ''));
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) =>
      normalize(join(dirname(page), path)),
    );
    expect([...ours, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(pages)('%s names only scripts that exist', (page) => {
    const named = [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(pages)('%s names only settings that are read, and words of the code', (page) => {
    const named = [...read(page).matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(String);
    const unknown = named.filter((name) => !productVariables.includes(name));
    const others = unknown.filter((name) => !/^(TEMPORAL|POSTGRES)_/.test(name));
    expect(others.filter((name) => !code.some((text) => text.includes(`'${name}'`)))).toEqual([]);
  });

  it.each(pages)('%s is short', (page) => {
    expect(read(page).split('\n').length).toBeLessThan(page === 'README.md' ? 150 : 120);
  });

  it('opens with a README, and the scripts that it names start files that exist', () => {
    expect(pages).toContain('README.md');
    const started = Object.values(scripts).flatMap((line) => line.match(/[\w/-]+\.ts\b/g) ?? []);
    expect(started.length).toBeGreaterThan(4);
    expect(started.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

/** Routes as a page names them: a shell's `$ID` is the parameter, a query is none of the path. */
const routesIn = (page: string): string[] =>
  [...read(page).matchAll(/(?:localhost:8787|[`\s])(\/(?:v1|healthz|readyz)\b[\w/{}$]*)/g)].map(
    ([, path = '']) => path.replace('$ID', '{id}'),
  );

describe('the page of the API', () => {
  const routes = sourceFiles('api/routes').flatMap((file) =>
    [...read(file).matchAll(/^\s*path: '([^']+)'/gm)].map(([, path = '']) => path),
  );

  it('has every route', () => {
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter((path) => !routesIn('docs/api.md').includes(path))).toEqual([]);
  });

  it.each(pages)('and %s names no other', (page) => {
    expect(routesIn(page).filter((path) => !routes.includes(path))).toEqual([]);
  });

  it('tells failures with their status', () => {
    const told = [...read('docs/api.md').matchAll(/^\| `([\w.]+)` \| (\d{3}) \|/gm)];
    expect(told.length).toBeGreaterThan(5);
    const known: Readonly<Record<string, { http: number }>> = failures;
    const wrong = told.filter(([, name = '', status]) => known[name]?.http !== Number(status));
    expect(wrong.map(([line]) => line)).toEqual([]);
  });
});

describe('the page of the local workspace', () => {
  const page = read('docs/local-workspace.md');

  it('names only certified questions that exist', () => {
    const known = loadCatalogue().questions.map(({ id }) => id);
    const rows = [...page.matchAll(/^\| (\w+) \| (`\w+`(?:, `\w+`)*) \|$/gm)];
    expect(rows.length).toBeGreaterThan(4);
    const named = rows.flatMap(([, domain, names = '']) =>
      names.split(', ').map((name) => `${domain}/${name.replaceAll('`', '')}`),
    );
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('has every planted incident', () => {
    expect(incidents.filter(({ id }) => !page.includes(`\`${id}\``)).map(({ id }) => id)).toEqual(
      [],
    );
  });
});
