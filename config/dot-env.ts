import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, type ConfigProblem } from './config-error.ts';

/**
 * One assignment as Node reads it: a value in quotes may have several lines, any other ends at the first
 * `#` or at the end of its line.
 *
 * @see https://nodejs.org/api/util.html#utilparseenvcontent
 */
const assignment =
  /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:(["'`])((?:(?!\2)[^])*)\2|([^\r\n]*))/gm;

/**
 * Reads the text of a `.env` file as Node does. Where Node would cut a value or take lines of other
 * settings into it, the text is refused.
 *
 * Pure: no effect.
 *
 * @param file Its name, for messages.
 * @param names Variables that are settings.
 * @throws {ConfigError} Naming variable and line, never a value.
 */
export function parseDotEnv(
  text: string,
  file: string,
  names: readonly string[],
): Record<string, string> {
  // Editors of Windows may write a mark in front of the first line; Node takes it for part of a name.
  const lines = text.replace(/^\uFEFF/, '');
  if (/[\0\uFFFD]/.test(lines)) {
    throw new ConfigError([
      { variable: 'ENV_FILE', found: `${file}, which is not UTF-8`, expected: 'a text in UTF-8' },
    ]);
  }
  const problems: ConfigProblem[] = [];
  for (const { 0: whole, 1: variable = '', 3: quoted, 4: plain, index } of lines.matchAll(
    assignment,
  )) {
    const start = index + whole.search(/\S/);
    const at = `in line ${lines.slice(0, start).split('\n').length} of ${file}`;
    const problem = quoted === undefined ? cutValue(plain ?? '') : swallowed(quoted, names);
    if (problem === null) continue;
    problems.push({ variable, found: `${problem.found} ${at}`, expected: problem.expected });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(
    Object.entries(parseEnv(lines)).map(([name, value]) => [name, value ?? '']),
  );
}

type Problem = Omit<ConfigProblem, 'variable'> | null;

function cutValue(plain: string): Problem {
  if (/^["'`]/.test(plain)) {
    return { found: 'a quote that is not closed', expected: 'the same quote at the end' };
  }
  // "value # comment" is a comment to every reader of such files.
  return /\S#/.test(plain)
    ? { found: 'a "#", where the value would end,', expected: 'quotes around the whole value' }
    : null;
}

function swallowed(quoted: string, names: readonly string[]): Problem {
  const inside = quoted
    .split('\n')
    .slice(1)
    .map((line) => /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? '')
    .find((name) => names.includes(name));
  return inside === undefined
    ? null
    : { found: `a quote that is closed only after ${inside},`, expected: 'a quote at its end' };
}

/**
 * The settings of a file.
 *
 * Effect: reads it.
 *
 * @param isNamed Whether `ENV_FILE` names it: it must exist then.
 * @throws {ConfigError} When it cannot be read, or as `parseDotEnv`.
 */
export function readDotEnv(
  file: string,
  isNamed: boolean,
  names: readonly string[],
): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' && !isNamed) return {};
    throw new ConfigError([
      {
        variable: 'ENV_FILE',
        found: `${JSON.stringify(file)} (${code})`,
        expected: 'a file that can be read, or none',
      },
    ]);
  }
  return parseDotEnv(text, file, names);
}
