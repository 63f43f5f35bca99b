import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { neutralEnvironment } from '../../config/index.ts';
import { root } from './sources.ts';

/**
 * Runs a file of the product as a process of its own until it ends, in the folder of the repository and
 * without any variable of the product but those given.
 *
 * @param file Path from the root.
 */
export async function runProcess(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...neutralEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: code as number, out, err };
}
