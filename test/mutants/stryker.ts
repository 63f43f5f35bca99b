import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neutralEnvironment } from '../../config/index.ts';
import { root } from '../support/sources.ts';
import { inOneLine, tookTooLong } from './judged.ts';
import type { Judged } from './judged.ts';

type Place = { readonly line: number; readonly column: number };

/** Of the report that Stryker writes; lines and columns count from 1. */
export type StrykerReport = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly replacement?: string;
          readonly location: { readonly start: Place; readonly end: Place };
          readonly killedBy?: readonly string[];
        }[];
      }
    >
  >;
};

function textAt(source: string, { start, end }: { readonly start: Place; readonly end: Place }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, n) => line.slice(0, n === last ? end.column - 1 : undefined))
    .map((line, n) => (n === 0 ? line.slice(start.column - 1) : line))
    .join('\n');
}

const killed = ['Killed', 'Timeout', 'RuntimeError'];
const survived = ['Survived', 'NoCoverage'];

/**
 * The mutants of a report; those that Stryker was told to leave out are none.
 *
 * Pure.
 */
export const judgedIn = ({ files }: StrykerReport): readonly Judged[] =>
  Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => [...killed, ...survived].includes(status))
      .map(({ status, location, replacement = '', killedBy: [test] = [] }) => ({
        part: 'stryker' as const,
        file,
        line: (source.split('\n')[location.start.line - 1] ?? '').trim(),
        from: inOneLine(textAt(source, location)),
        to: inOneLine(replacement),
        killedBy: killed.includes(status) ? (test ?? tookTooLong) : null,
      })),
  );

/**
 * Has Stryker make and run the mutants of code that needs no engine.
 *
 * Effect: processes; a copy of the tree in `.local`.
 *
 * @throws When it does not come to its end.
 */
export async function runStryker(): Promise<readonly Judged[]> {
  const program = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [program, 'run', 'test/mutants/stryker.config.json'], {
    cwd: root,
    env: neutralEnvironment(),
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`Stryker has ended with ${code}.`);
  return judgedIn(
    JSON.parse(readFileSync(join(root, '.local/mutants.json'), 'utf8')) as StrykerReport,
  );
}
