import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Import = {
  /** Path from the root. */
  readonly file: string;
  /** Path from the root for a file of ours, else the package's name or `node:…`. */
  readonly target: string;
  readonly isType: boolean;
};

const skipped = new Set(['node_modules', '.git', '.local', 'dist']);

/**
 * Every TypeScript file of the repository, as paths from the root.
 *
 * Effect: reads folders.
 */
export function sourceFiles(folder = '.'): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = normalize(join(folder, entry.name));
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourceFiles(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });
}

// `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`.
const statement = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+\s+from\s+)?'([^'\n]+)'/gm;
const call = /\bimport\(\s*'([^'\n]+)'\s*\)/g;

/**
 * What a file imports. `import { type X }` counts as a value: its module is loaded all the same.
 *
 * Effect: reads the file.
 */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const statements = [...text.matchAll(statement)].map(
    ([, type, target = '']) => [target, type !== undefined] as const,
  );
  const calls = [...text.matchAll(call)].map(([, target = '']) => [target, false] as const);
  return [...statements, ...calls].map(([target, isType]) => ({
    file,
    target: resolved(file, target),
    isType,
  }));
}

function resolved(file: string, target: string): string {
  if (target.startsWith('.')) return normalize(join(dirname(file), target));
  if (target.startsWith('node:')) return target;
  const [scope = '', name = ''] = target.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
