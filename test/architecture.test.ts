import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientTypesFile } from './support/client-types.ts';
import { allows, importTable, lintPatterns, purePackages } from './support/import-table.ts';
import { importsOf, root, sourceFiles, type Import } from './support/sources.ts';

const files = sourceFiles();
const product = files.filter((file) => !file.startsWith('test/') && !file.startsWith('bench/'));
const imports = product.flatMap((file) => importsOf(file));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const folderOf = (file: string): string => file.split('/')[0] ?? '';

function isAllowed({ file, target, isType }: Import): boolean {
  const folder = folderOf(file);
  const layer = importTable[folder];
  if (layer === undefined) return true;
  if (folderOf(target) === folder || purePackages[file]?.includes(target) === true) return true;
  return allows(layer.values, target) || (isType && allows(layer.types, target));
}

describe('the house', () => {
  it('was looked at: its files and a known edge were seen', () => {
    expect(product.length).toBeGreaterThan(60);
    const edges = imports.map((one) => `${one.file} ${one.isType ? 'type ' : ''}${one.target}`);
    const known = [
      'workflows/investigate.ts domain/outcome.ts',
      'workflows/investigate.ts type domain/steps.ts',
      'config/index.ts config/settings.ts',
      'local/stack.ts node:path',
    ];
    expect(known.filter((edge) => !edges.includes(edge))).toEqual([]);
  });

  it('knows an import that is not allowed', () => {
    const bad = (file: string, target: string, isType: boolean) =>
      isAllowed({ file, target, isType });
    expect(bad('domain/ids.ts', 'zod', true)).toBe(false);
    expect(bad('workflows/lanes.ts', 'activities/route.ts', false)).toBe(false);
    expect(bad('workflows/lanes.ts', 'activities/route.ts', true)).toBe(true);
    expect(bad('api/app.ts', 'workflows/investigate.ts', false)).toBe(false);
    expect(bad('api/app.ts', 'workflows/messages.ts', false)).toBe(true);
    expect(bad('cli/ask.ts', 'api/app.ts', false)).toBe(false);
    expect(bad('local/stack.ts', 'adapters/postgres/migrate.ts', false)).toBe(false);
  });

  it('has only the imports of its table', () => {
    expect(imports.filter((one) => !isAllowed(one))).toEqual([]);
  });

  it('has the same table in the linter', () => {
    const { dependencies } = JSON.parse(read('package.json')) as {
      dependencies: Record<string, string>;
    };
    const lint = JSON.parse(read('.oxlintrc.json')) as {
      overrides: { files: string[]; rules: Record<string, unknown> }[];
    };
    for (const folder of Object.keys(importTable)) {
      const patterns = lintPatterns(folder, Object.keys(dependencies));
      const override = lint.overrides.find(
        ({ files: globs, rules }) =>
          globs.includes(`${folder}/**`) && 'no-restricted-imports' in rules,
      );
      expect(override?.rules['no-restricted-imports'], folder).toEqual(['error', { patterns }]);
    }
  });
});

describe('every file', () => {
  it('has at most 300 lines, but the one that is made of the document of the API', () => {
    const written = files.filter((file) => file !== clientTypesFile);
    const lines = written.map((file) => [file, read(file).split('\n').length - 1] as const);
    expect(lines.filter(([, count]) => count > 300)).toEqual([]);
  });

  it('is short as a rule, which is told and not enforced', async ({ annotate }) => {
    const lengths = product.map((file) => read(file).split('\n').length - 1);
    const median = lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
    await annotate(`${product.length} files of the product, median ${median} lines (aim: 80)`);
  });

  it('leaves the environment to config/environment.ts', () => {
    const readers = product.filter((file) => /\bprocess\.env\b/.test(read(file)));
    expect(readers.toSorted()).toEqual(['config/environment.ts', 'vitest.config.ts']);
  });

  it('leaves the insides of config/ to it', () => {
    const inside = imports.filter(
      ({ file, target }) => target.startsWith('config/') && !file.startsWith('config/'),
    );
    expect(new Set(inside.map(({ target }) => target))).toEqual(new Set(['config/index.ts']));
  });
});
