import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { root } from '../support/sources.ts';
import { pythonClient, runPython } from './python-client.ts';

const run = promisify(execFile);
const page = readFileSync(join(root, 'docs/clients.md'), 'utf8');
const pieces = [...page.matchAll(/^```(js|python|sh)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = ''], n) => ({
    name: `${n + 1} (${language}): ${text.split('\n', 1)[0]}`,
    language,
    text: text.replaceAll('http://localhost:8787', inject('clients').url),
  }),
);
const python = await pythonClient(3);

/** Runs a piece as its reader would, from the folder whose packages it names. */
async function printedBy(language: string, text: string): Promise<string | null> {
  if (language === 'python') return python === null ? null : runPython(python, ['-c', text]);
  const [command, args] =
    language === 'js'
      ? [process.execPath, ['--input-type=module', '-e', text]]
      : ['bash', ['-e', '-c', text]];
  const env = neutralEnvironment();
  return (await run(command, args, { cwd: root, env, timeout: 100_000 })).stdout;
}

describe.concurrent('a piece of the page about clients', () => {
  it.each(pieces)('$name prints an answer', async ({ language, text }) => {
    const printed = await printedBy(language, text);
    if (printed !== null) expect(printed.trim().length).toBeGreaterThan(4);
  });

  it('is there for each client', () => {
    expect(pieces.map(({ language }) => language).toSorted()).toEqual([
      ...Array<string>(6).fill('js'),
      'python',
      'python',
      'sh',
    ]);
  });
});
