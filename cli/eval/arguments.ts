import { parseArgs } from 'node:util';
import type { LabelledQuestion } from '../../eval/routing.ts';
import { worldKinds } from '../../eval/causes/judge.ts';
import { deepWorlds } from '../../eval/causes/deep-gates.ts';
import { suiteNamed } from '../../eval/suites.ts';
import { orUsage, UsageError } from '../usage-error.ts';
import { readCasesCommand } from './cases.ts';
import type { CasesCommand } from './cases.ts';
import type { CausesOptions } from './causes.ts';
import type { ReplayRequest } from './replay.ts';
import type { RunRequest } from './run.ts';
import { usage } from './usage.ts';

/** What the command line asks for. */
export type EvalCommand =
  | { readonly name: 'help' }
  | { readonly name: 'routing'; readonly part: LabelledQuestion['split'] }
  | { readonly name: 'tools'; readonly part: LabelledQuestion['split'] }
  | { readonly name: 'causes'; readonly options: Omit<CausesOptions, 'say'> }
  | { readonly name: 'deep'; readonly options: Omit<CausesOptions, 'say'> }
  | { readonly name: 'run'; readonly request: RunRequest }
  | { readonly name: 'list' }
  | { readonly name: 'show'; readonly id: string | null }
  | { readonly name: 'compare'; readonly ids: readonly string[] }
  | { readonly name: 'cases'; readonly command: CasesCommand }
  | { readonly name: 'replay'; readonly request: ReplayRequest }
  | { readonly name: 'report'; readonly id: string | null; readonly out: string }
  | {
      readonly name: 'schedule';
      readonly words: readonly string[];
      readonly timeZone: string | undefined;
      readonly suite: string | undefined;
    };

const text = { type: 'string' } as const;
const options = {
  repeats: text,
  only: text,
  out: text,
  seeds: text,
  worlds: text,
  suite: text,
  domains: text,
  question: text,
  model: text,
  prompt: text,
  'time-zone': text,
  help: { type: 'boolean', default: false },
} as const;

type Given = Readonly<Partial<Record<keyof typeof options, string | boolean>>>;

const textOf = (given: Given, name: keyof typeof options): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

/** Options that a command does not know would be left out silently. */
function only(given: Given, known: readonly string[]): void {
  const other = Object.keys(given).find((name) => name !== 'help' && !known.includes(name));
  if (other !== undefined) refuse(`--${other} has no effect here.`);
}

function readRun(words: readonly string[], given: Given): RunRequest {
  only(given, ['repeats', 'only']);
  const [suite = 'plain', ...rest] = words;
  if (rest.length > 0 || suiteNamed(suite) === null)
    refuse(`There is no suite “${words.join(' ')}”.`);
  const repeats = textOf(given, 'repeats') ?? '1';
  if (!/^([1-9]|10)$/.test(repeats)) refuse(`--repeats is from 1 to 10, not “${repeats}”.`);
  const ids =
    textOf(given, 'only')
      ?.split(',')
      .map((id) => id.trim()) ?? null;
  return { suite, repeats: Number(repeats), only: ids };
}

/** What is evaluated without words: deep investigations take the time of a whole service. */
const wholly = {
  causes: { seeds: '1,2,3', worlds: worldKinds },
  deep: { seeds: '1', worlds: deepWorlds },
} as const;

function readCauses(
  name: 'causes' | 'deep',
  words: readonly string[],
  given: Given,
): Omit<CausesOptions, 'say'> {
  only(given, ['seeds', 'only', 'worlds']);
  if (words.length > 0) refuse(`There is no evaluation “${name} ${words.join(' ')}”.`);
  const { seeds: usual, worlds } = wholly[name];
  const seeds = textOf(given, 'seeds') ?? usual;
  const kinds = textOf(given, 'worlds')?.split(',') ?? [...worlds];
  const unknown = kinds.find((kind) => !worlds.some((known) => known === kind));
  if (unknown !== undefined) refuse(`There is no world “${unknown}”.`);
  if (!/^\d+(,\d+)*$/.test(seeds)) refuse(`“${seeds}” are no seeds.`);
  return {
    seeds: seeds.split(',').map(Number),
    only: textOf(given, 'only') ?? null,
    worlds: worldKinds.filter((kind) => kinds.includes(kind)),
  };
}

function readPart(name: string, words: readonly string[]): LabelledQuestion['split'] {
  const [part = 'check', ...more] = words;
  if (more.length === 0 && (part === 'tune' || part === 'check')) return part;
  return refuse(`There is no evaluation “${name} ${words.join(' ')}”.`);
}

const oneId = (words: readonly string[]): string | null =>
  words.length > 1 ? refuse('Name one evaluation.') : (words[0] ?? null);

type Reader = (words: readonly string[], given: Given) => EvalCommand;

/** How each command reads what stands behind its name. */
const readers: Readonly<Record<EvalCommand['name'], Reader>> = {
  help: () => ({ name: 'help' }),
  routing: (words, given) => {
    only(given, []);
    return { name: 'routing', part: readPart('routing', words) };
  },
  tools: (words, given) => {
    only(given, []);
    return { name: 'tools', part: readPart('tools', words) };
  },
  causes: (words, given) => ({ name: 'causes', options: readCauses('causes', words, given) }),
  deep: (words, given) => ({ name: 'deep', options: readCauses('deep', words, given) }),
  run: (words, given) => ({ name: 'run', request: readRun(words, given) }),
  list: (words, given) => {
    only(given, []);
    return words.length === 0 ? { name: 'list' } : refuse(`There is no “list ${words.join(' ')}”.`);
  },
  show: (words, given) => {
    only(given, []);
    return { name: 'show', id: oneId(words) };
  },
  compare: (words, given) => {
    only(given, []);
    return words.length === 0 || words.length === 2
      ? { name: 'compare', ids: words }
      : refuse('Name two evaluations, or none for the newest two.');
  },
  report: (words, given) => {
    only(given, ['out']);
    return { name: 'report', id: oneId(words), out: textOf(given, 'out') ?? 'evaluation.html' };
  },
  cases: (words, given) => {
    only(given, ['domains', 'question', 'out']);
    const [domains, question] = [textOf(given, 'domains'), textOf(given, 'question')];
    const out = textOf(given, 'out');
    return { name: 'cases', command: readCasesCommand(words, { domains, question, out }) };
  },
  replay: (words, given) => {
    only(given, ['model', 'prompt']);
    const [id, ...more] = words;
    if (id === undefined || more.length > 0) return refuse('Name one investigation: replay inv_…');
    const [model = null, prompt = null] = [textOf(given, 'model'), textOf(given, 'prompt')];
    return { name: 'replay', request: { id, model, prompt } };
  },
  schedule: (words, given) => {
    only(given, ['time-zone', 'suite']);
    const [timeZone, suite] = [textOf(given, 'time-zone'), textOf(given, 'suite')];
    return { name: 'schedule', words, timeZone, suite };
  },
};

const isCommand = (name: string): name is EvalCommand['name'] => Object.hasOwn(readers, name);

/** Any other word is the name of a suite. */
function commandOf(words: readonly string[], given: Given): EvalCommand {
  const [name, ...rest] = words;
  return name !== undefined && isCommand(name)
    ? readers[name](rest, given)
    : readers.run(words, given);
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} What is wrong with it, with the usage.
 */
export function readEvalArguments(args: readonly string[]): EvalCommand {
  const parsed = orUsage(usage, () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  if (parsed.values.help) return { name: 'help' };
  const { help: _, ...given } = parsed.values;
  return commandOf(parsed.positionals, given);
}
