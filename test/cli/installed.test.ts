import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runProcess } from '../support/run-process.ts';
import { root } from '../support/sources.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let parent = '';
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** What the first lines of a script say in a folder with these files, on this version of Node. */
async function start(folder: string, files: readonly string[], node: string) {
  parent = mkdtempSync(join(tmpdir(), 'installed-'));
  const home = join(parent, folder);
  for (const file of files) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), '');
  }
  mkdirSync(join(home, 'config'), { recursive: true });
  const check = join(home, 'config/installed.cjs');
  copyFileSync(join(root, 'config/installed.cjs'), check);
  const versions = JSON.stringify({ node });
  const script = `Object.defineProperty(process, 'versions', { value: ${versions} }); require(${JSON.stringify(check)})`;
  const { code, out, err } = await runProcess('-e', [script]);
  expect(out).toBe('');
  return { code, err };
}

const program = 'node_modules/node/bin/node';

describe('a script of package.json', () => {
  it.each(Object.entries(scripts))('checks first what is installed: %s', (_, line) => {
    expect(line).toMatch(
      /^(exec node -r \.\/config\/installed\.cjs |node config\/installed\.cjs && |npm run check && )/,
    );
  });

  // Without it a shell may stay between npm and the process and not pass signals on.
  it.each(Object.entries(scripts))('is replaced by its last process: %s', (_, line) => {
    const last = line.split('&& ').at(-1) ?? '';
    expect(last.startsWith('exec ') || line.includes('tsc &&')).toBe(true);
  });

  it('of the tools says that they are missing, when it is one', async () => {
    parent = mkdtempSync(join(tmpdir(), 'installed-'));
    mkdirSync(join(parent, 'node_modules'));
    mkdirSync(join(parent, 'config'));
    const check = join(parent, 'config/installed.cjs');
    copyFileSync(join(root, 'config/installed.cjs'), check);
    const { code, err } = await runProcess(check, []);
    expect([code, err]).toEqual([
      1,
      'The packages for development are not installed. Run: npm ci --include=dev\n',
    ]);
    expect((await runProcess(join(root, 'config/installed.cjs'), [])).code).toBe(0);
  });

  it('starts when all is there', async () => {
    expect(await start('a', [program], '24.0.0')).toEqual({ code: 0, err: '' });
    // Another Node that is new enough needs no second one.
    expect(await start('a', ['node_modules/x'], '26.1.0')).toEqual({ code: 0, err: '' });
  });

  it.each([
    ['no packages', 'a', [], '24.0.0', /^The packages are not installed\. Run: npm ci\n$/],
    [
      'packages without their install scripts',
      'a',
      ['node_modules/x'],
      '20.20.2',
      /^This needs Node 24, and this is Node 20\.20\.2\. .*node is missing: .* Run: npm ci --ignore-scripts=false\n$/,
    ],
    [
      'a folder that PATH cannot have',
      'a:b',
      [program],
      '20.20.2',
      /^This needs Node 24, .* a folder with ":" in its path \(.*a:b.*\)\. Rename the folder\.\n$/,
    ],
    ['a start without npm', 'a', [program], '22.1.0', /^This needs Node 24, .* npm start\n$/],
    ['a backslash', 'a\\b', [program], '24.0.0', /^Node cannot .* with \\ in its .*\n$/],
    ['a star', 'a*b', [program], '24.0.0', /^Node cannot .* with \* in its .*\n$/],
  ] as const)('says in one line what to do about %s', async (_, folder, files, node, line) => {
    const { code, err } = await start(folder, files, node);
    expect(code).toBe(1);
    expect(err).toMatch(line);
  });
});
