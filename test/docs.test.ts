import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productVariables } from '../config/index.ts';
import { failures } from '../domain/errors.ts';
import { readDocsFacts } from './support/docs-facts.ts';
import {
  docsTables,
  tablesPage,
  trapsOf,
  withoutTables,
  withTables,
} from './support/docs-tables.ts';
import { importTable } from './support/import-table.ts';
import { root, sourceFiles } from './support/sources.ts';

const folders = [
  ...Object.keys(importTable),
  'prompts',
  'runbooks',
  'bench',
  'deploy',
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
    const others = unknown.filter((name) => !/^(TEMPORAL|POSTGRES|TEST)_/.test(name));
    expect(others.filter((name) => !code.some((text) => text.includes(`'${name}'`)))).toEqual([]);
  });

  it.each(pages)('%s is short', (page) => {
    expect(withoutTables(read(page)).split('\n').length).toBeLessThan(
      page === 'README.md' ? 150 : 120,
    );
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
  [
    ...read(page).matchAll(
      /(?:localhost:8787|[`\s])(\/(?:v1|healthz|readyz|mcp|invocations|responses|serving-endpoints\/\{name\}\/invocations|api\/invocations)\b[\w/{}$-]*)/g,
    ),
  ].map(([, path = '']) => path.replace('$ID', '{id}'));

describe('the pages of the API and its clients', () => {
  const routes = sourceFiles('api/routes').flatMap((file) =>
    [...read(file).matchAll(/^\s*path: '([^']+)'/gm)].map(([, path = '']) => path),
  );

  it('have every route', () => {
    expect(routes.length).toBeGreaterThan(10);
    const told = ['docs/api.md', 'docs/clients.md'].flatMap(routesIn);
    expect(routes.filter((path) => !told.includes(path))).toEqual([]);
  });

  it.each(pages)('and %s names no other', (page) => {
    // What clients are given as their base address is none.
    const named = routesIn(page).filter((path) => path !== '/v1');
    expect(named.filter((path) => !routes.includes(path))).toEqual([]);
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
  const page = read(tablesPage);
  const facts = readDocsFacts();
  const rowsOf = (name: string): string[] => {
    const [, part = ''] = page.split(`<!-- ${name} -->`);
    const [lines = ''] = part.split('<!-- end -->');
    return [...lines.matchAll(/^\| (?!---)(.+?) \|/gm)].slice(1).map(([, first = '']) => first);
  };

  it('has the tables that `npm run docs` writes', () => {
    expect(page).toBe(withTables(page, docsTables(facts)));
  });

  it('has every certified question, and no other', () => {
    const named = rowsOf('questions').map((first) => /^\[`(.+)`\]/.exec(first)?.[1]);
    expect(named).toEqual(facts.questions.map(({ id }) => id));
    expect(named.length).toBeGreaterThan(100);
  });

  it('has every trap', () => {
    const titles = facts.traps.flatMap((file) => trapsOf(file).map(({ title }) => title));
    const tests = facts.traps.flatMap(({ text }) => text.match(/\b(?:test|it)\b[.(]/g) ?? []);
    expect(titles.length).toBe(tests.length);
    expect(rowsOf('traps')).toEqual(titles);
  });

  it('has every planted incident', () => {
    const named = rowsOf('incidents').map((first) => /^`(.+)`:/.exec(first)?.[1]);
    expect(named).toEqual(facts.incidents.map(({ id }) => id));
    expect(named.length).toBeGreaterThanOrEqual(15);
  });

  it('checks no question against the ledger that does not exist', () => {
    const known = facts.questions.map(({ id }) => id);
    const asked = [...facts.checks.map(({ ask }) => ask), ...facts.paraphrases];
    expect([...new Set(asked)].filter((id) => !known.includes(id))).toEqual([]);
  });

  it('keeps a name with a pipe in one cell', () => {
    const [first] = facts.incidents;
    if (first === undefined) throw new Error('no incident');
    const { incidents } = docsTables({ ...facts, incidents: [{ ...first, title: 'a | b\nc' }] });
    expect(incidents?.split('\n')[2]).toContain('a \\| b c |');
  });
});
