import { parseArgs } from 'node:util';
import { memoryUsage } from './memory.ts';
import { parseProblem, UsageError } from '../usage-error.ts';

/** What the command does. */
export type AskCommand =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'list' }
  | { readonly name: 'suggest' }
  /** The words behind `memory`. */
  | { readonly name: 'memory'; readonly words: readonly string[] }
  | { readonly name: 'ask'; readonly question: string }
  | { readonly name: 'follow'; readonly id: string }
  | { readonly name: 'retry'; readonly id: string };

/** How a result is shown. */
export type OutputOptions = {
  /** The resource as JSON and nothing else. */
  readonly json: boolean;
  /** All of the answer, all rows of its tables and their SQL, however long that is. */
  readonly full: boolean;
  /** The SQL behind each table. */
  readonly sql: boolean;
  /** File that gets a report in markdown, or with `.zip` the bundle of proof; null for none. */
  readonly save: string | null;
};

export type AskArguments = {
  readonly command: AskCommand;
  readonly output: OutputOptions;
  /** Go on in the newest session of the caller. */
  readonly continues: boolean;
  /** Fields of the request besides the question; the service checks them. */
  readonly fields: Readonly<Record<string, unknown>>;
};

export const usage = `npm run ask                                suggests questions; in a terminal you can then type one
npm run ask -- "question" [options]        asks and shows the answer
npm run ask -- --follow inv_… [options]    shows an earlier or a running investigation (question and answer)
npm run ask -- --retry inv_… [options]     tries again what has no answer; late answers are collected first
npm run ask -- --list                      your newest investigations: id, status, age, question
${memoryUsage}

Options of a question
  --continue              continues your newest session, so that "and last week?" is understood
  --session ses_…         continues this session
  --domains cost,quality  asks these domains instead of choosing
  --budget SECONDS        time for the whole answer (default 120; with --deep 1800, up to 7 days)
  --deep                  follows what it finds in rounds, and waits for rows that are not complete

Options of the output
  --full                  the whole answer, all rows and the SQL (without it, a terminal shows one screen)
  --sql                   also the SQL of each table, with its parameters
  --save report.md        writes a report; an existing file is not overwritten
  --save proof.zip        writes the answer with all its rows, for npm run verify
  --json                  the investigation as the API returns it, with the cell of each citation
  --version, --help

Exit code: 0 answered, 2 answered in part, 1 not answered, 130 interrupted.`;

const invalid = (reason: string): UsageError => new UsageError(reason, usage);

const flag = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;
const options = {
  help: flag,
  version: flag,
  list: flag,
  follow: text,
  retry: text,
  continue: flag,
  session: text,
  domains: text,
  budget: text,
  deep: flag,
  full: flag,
  sql: flag,
  save: text,
  json: flag,
} as const;

type Parsed = ReturnType<typeof parsed>;
type Values = Parsed['values'];
type Asking = Omit<Values, 'domains'> & { readonly domains?: string | undefined };

/**
 * Reads the command line of `ask`.
 *
 * @throws {UsageError} With the reason and the usage.
 */
export function readAskArguments(args: readonly string[]): AskArguments {
  const { values, positionals } = parsed(args);
  const command = commandOf(values, positionals);
  const conflict = conflicts.find(([isConflict]) => isConflict(values, command));
  if (conflict !== undefined) throw invalid(conflict[1]);
  const { json, full, sql, save = null } = values;
  return {
    command,
    output: { json, full, sql, save },
    continues: values.continue,
    fields: fieldsOf(values),
  };
}

function commandOf(values: Values, [question, ...rest]: readonly string[]): AskCommand {
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  if (question === 'memory') return { name: 'memory', words: rest };
  if (rest.length > 0) throw invalid('Put the question in quotes.');
  if (values.list && question !== undefined) throw invalid('--list takes no question.');
  if (values.list) return { name: 'list' };
  for (const name of ['follow', 'retry'] as const) {
    const id = values[name];
    if (id === undefined) continue;
    if (question !== undefined) throw invalid(`--${name} takes no question.`);
    return { name, id };
  }
  return question === undefined ? { name: 'suggest' } : { name: 'ask', question };
}

/** Combinations of options of which one would have no effect. */
const conflicts: readonly (readonly [
  isConflict: (values: Values, command: AskCommand) => boolean,
  reason: string,
])[] = [
  [
    ({ continue: continues, session }) => continues && session !== undefined,
    '--continue and --session name two sessions; use one of them.',
  ],
  [
    ({ json, full, sql }) => json && (full || sql),
    '--json prints the whole investigation; leave out --full and --sql.',
  ],
  [
    ({ save, json }, { name }) => name === 'suggest' && (save !== undefined || json),
    '--save and --json need a question.',
  ],
  [
    ({ follow, retry }) => follow !== undefined && retry !== undefined,
    '--follow shows an investigation and --retry tries one again; use one of them.',
  ],
  [
    (values, { name }) => name === 'retry' && isAsking({ ...values, domains: undefined }),
    '--retry takes only --domains: the rest is as it was.',
  ],
  [
    (values, { name }) => !['ask', 'suggest', 'retry'].includes(name) && isAsking(values),
    '--continue, --session, --domains, --budget and --deep need a question.',
  ],
];

function isAsking({ continue: continues, session, domains, budget, deep }: Asking): boolean {
  return continues || deep || [session, domains, budget].some((value) => value !== undefined);
}

function fieldsOf({ session, domains, budget, deep }: Values): Record<string, unknown> {
  return {
    ...(session === undefined ? {} : { sessionId: session }),
    ...(domains === undefined ? {} : { domains: domains.split(',').map((name) => name.trim()) }),
    ...(budget === undefined ? {} : { budgetSeconds: seconds(budget) }),
    ...(deep ? { mode: 'deep' } : {}),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw invalid(parseProblem(error));
  }
}

function seconds(value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw invalid(`--budget is a number of seconds, not ${JSON.stringify(value)}.`);
}
