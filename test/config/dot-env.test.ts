import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProcess } from '../support/run-process.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dot-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a process of the product has in its environment after it has read a file. */
async function read(content: string | Buffer, ...names: readonly string[]) {
  const file = join(folder, 'settings');
  writeFileSync(file, content);
  return started(file, names);
}

async function started(file: string, names: readonly string[] = []) {
  const script = `
    import { ConfigError, loadDotEnv } from './config/index.ts';
    try { loadDotEnv(); } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      console.error(error.message);
      process.exit(1);
    }
    console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name] ?? null)));`;
  const { code, out, err } = await runProcess('--input-type=module', ['-e', script], {
    ENV_FILE: file,
  });
  return code === 0 ? { values: JSON.parse(out) as (string | null)[] } : { refused: err };
}

describe('a settings file', () => {
  it('is read as Node reads it, with any ends of lines and a mark at its start', async () => {
    const lines = [
      'LLM_API_KEY="ab#cd"',
      "export LLM_MODEL='ef#gh'",
      'LLM_ENDPOINT=https://x.example.com/?a=b==',
      'TIME_ZONE=UTC # a comment',
      '# LLM_TEMPERATURE=1#2',
      'HOST=`::1`  # in back quotes',
      'PORT=1',
      'PORT=2',
    ];
    const names = ['LLM_API_KEY', 'LLM_MODEL', 'LLM_ENDPOINT', 'TIME_ZONE', 'HOST', 'PORT'];
    const values = ['ab#cd', 'ef#gh', 'https://x.example.com/?a=b==', 'UTC', '::1', '2'];
    for (const end of ['\n', '\r\n']) {
      expect(await read(`\uFEFF${lines.join(end)}`, ...names)).toEqual({ values });
    }
  });

  it.each([
    ['LLM_API_KEY=secret#x\n', 'LLM_API_KEY: found a "#", where the value would end, in line 1'],
    ['\n# a\r\n export LLM_API_KEY = secret#\r\n', 'LLM_API_KEY: found a "#", where .* in line 3'],
    ['DATABASE_URL=postgres://u:secret#x@h/d', 'DATABASE_URL: found a "#", .* in line 1'],
    ['OTHER=1\nLLM_API_KEY="secret\n', 'LLM_API_KEY: found a quote that is not closed in line 2'],
    [
      "LLM_API_KEY='secret\nPORT=1\nHOST='x'\n",
      'LLM_API_KEY: found a quote that is closed only after PORT, in line 1',
    ],
  ])('with a value that would be cut is refused by name and line: %j', async (content, told) => {
    const { refused } = await read(content);
    expect(refused).toMatch(new RegExp(`^The settings cannot be used:\n  ${told} .*\n$`));
    expect(refused).not.toContain('secret');
  });

  it('may have values of several lines', async () => {
    const key = '-----BEGIN KEY-----\nab=\n-----END KEY-----';
    expect(await read(`LLM_API_KEY="${key}"\nPORT=1`, 'LLM_API_KEY', 'PORT')).toEqual({
      values: [key, '1'],
    });
  });

  it('in another encoding is refused', async () => {
    expect((await read(Buffer.from('\uFEFFPORT=1\n', 'utf16le'))).refused).toMatch(
      /ENV_FILE: found .*, which is not UTF-8; expected a text in UTF-8\n$/,
    );
  });

  it('that ENV_FILE names and nobody can read is refused', async () => {
    const missing = join(folder, 'missing');
    expect((await started(missing)).refused).toMatch(/ENV_FILE: found ".*missing" \(ENOENT\); /);
    const inside = join(folder, 'a folder');
    mkdirSync(inside);
    expect((await started(inside)).refused).toMatch(/ENV_FILE: found ".*" \(EISDIR\); expected/);
  });
});
