import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { gzip } from 'node:zlib';
import { build, stop } from 'esbuild';
import type { PageFile, PageFiles } from './page-files.ts';

const home = fileURLToPath(new URL('../..', import.meta.url));

const compress = promisify(gzip);
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Bundles the page in `web/`; takes less than a second.
 *
 * Effect: reads `web/` and its packages; runs a process that ends before this returns.
 *
 * @throws {Error} When a source cannot be bundled.
 */
export async function buildPage(): Promise<PageFiles> {
  try {
    const { outputFiles } = await build({
      absWorkingDir: home,
      entryPoints: ['web/main.tsx', 'web/style.css'],
      outdir: '/assets',
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      write: false,
      logLevel: 'silent',
    });
    const assets = outputFiles.map(
      ({ path, contents }) => [path.replaceAll('\\', '/'), contents] as const,
    );
    const nameOf = (start: string): string =>
      assets.map(([path]) => path).find((path) => path.startsWith(`/assets/${start}-`)) ?? '';
    const template = await readFile(join(home, 'web/index.html'), 'utf8');
    const document = template
      .replace(
        '%script%',
        assets.map(([path]) => path).find((path) => /\/main-\w+\.js$/.test(path)) ?? '',
      )
      .replace('%style%', nameOf('style'));
    return new Map(
      await Promise.all(
        [['/', new TextEncoder().encode(document)] as const, ...assets].map(
          async ([path, body]) =>
            [path, await fileOf(path === '/' ? '.html' : extname(path), body)] as const,
        ),
      ),
    );
  } finally {
    await stop();
  }
}

async function fileOf(extension: string, body: Uint8Array): Promise<PageFile> {
  const type = types[extension];
  if (type === undefined) throw new Error(`the page has a file of an unknown type: ${extension}`);
  return { type, body: new Uint8Array(body), gzip: new Uint8Array(await compress(body)) };
}
