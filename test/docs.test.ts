import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productVariables } from '../config.ts';
import { importTable } from './support/import-table.ts';
import { root } from './support/sources.ts';

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

  it.each(pages)('%s names only settings that are read', (page) => {
    const named = [...read(page).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(
      ([, name = '']) => name,
    );
    const settings = /_(ID|HOST|URL|SECONDS|ENDPOINT|TABLE|KEY|TOKEN|DIR|ACCESS|ZONE|STORE|QPM)$/;
    const unknown = named.filter((name) => settings.test(name) && !productVariables.includes(name));
    expect(unknown.filter((name) => !/^(TEMPORAL|POSTGRES)_/.test(name))).toEqual([]);
  });

  it('opens with a README, and the scripts that it names start files that exist', () => {
    expect(pages).toContain('README.md');
    const started = Object.values(scripts).flatMap((line) => line.match(/[\w/-]+\.ts\b/g) ?? []);
    expect(started.length).toBeGreaterThan(4);
    expect(started.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
