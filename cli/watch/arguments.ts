import { parseArgs } from 'node:util';
import type { WatchOperator } from '../../domain/watch.ts';
import { orUsage, UsageError } from '../usage-error.ts';

export const usage = `npm run watch -- add "Which jobs failed?" --until "failed_runs > 20" [--every 30] [--param workspace=prod]
npm run watch -- list
npm run watch -- show <name or id>
npm run watch -- pause | resume | acknowledge | delete <name or id>
npm run watch -- snooze <name or id> --hours 4

add asks a certified question again and again, by its id or its words, until a number of it passes a bound.
  --until       column and bound: > >= < <=
  --recovers    the bound beyond which it recovers (default: that of --until)
  --times       checks in a row that must agree (default 2)
  --every       minutes between two checks (default 60), or --cron "0 6 * * 1-5"
  --zone        time zone of --cron and --quiet (default UTC)
  --param       name=value of the question; times are relative, as from_time=now-24h; more than once
  --quiet       hours in which nobody is told: 22:00-06:00
  --statements  checks of a UTC day after which none is made (default 300)
  --no-investigation  asks no deep investigation when it fires
  --name        its name (default: the question and the bound)
Exit code: 0 done, 1 refused.`;

const verbs = ['pause', 'resume', 'acknowledge', 'delete'] as const;
export type WatchVerb = (typeof verbs)[number];

/** What the command line asks for; `body` is that of the request. */
export type WatchCommand =
  | { readonly name: 'help' }
  | { readonly name: 'list' }
  | { readonly name: 'add'; readonly body: object }
  | { readonly name: 'show' | WatchVerb; readonly which: string }
  | { readonly name: 'snooze'; readonly which: string; readonly hours: number };

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  until: text,
  recovers: text,
  times: text,
  every: text,
  cron: text,
  zone: text,
  quiet: text,
  statements: text,
  name: text,
  hours: text,
  param: { type: 'string', multiple: true },
  'no-investigation': flag,
  help: flag,
} as const;

type Given = ReturnType<typeof parse>['values'];

const parse = (args: readonly string[]) =>
  orUsage(usage, () => parseArgs({ args: [...args], options, allowPositionals: true }));

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

const operators: Readonly<Record<string, WatchOperator>> = {
  '>': 'GREATER_THAN',
  '>=': 'GREATER_THAN_OR_EQUAL',
  '<': 'LESS_THAN',
  '<=': 'LESS_THAN_OR_EQUAL',
};

function numberOf(option: string, value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : refuse(`--${option} is a number, not “${value}”.`);
}

/** The fields that are given, as the request has them. */
const some = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const orNumber = (option: string, value: string | undefined): number | undefined =>
  value === undefined ? undefined : numberOf(option, value);

function conditionOf({ until = '', recovers, times }: Given): object {
  const [, column, sign = '', bound = ''] = /^\s*(\w+)\s*(>=|<=|>|<)\s*(\S+)\s*$/.exec(until) ?? [];
  if (column === undefined)
    return refuse(`--until is a column and a bound, as "failed_runs > 20", not “${until}”.`);
  return some({
    column,
    operator: operators[sign],
    threshold: numberOf('until', bound),
    recoversAt: orNumber('recovers', recovers),
    times: orNumber('times', times),
  });
}

function quietOf(quiet: string | undefined): object | undefined {
  if (quiet === undefined) return undefined;
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(quiet) ?? [];
  return from === undefined ? refuse('--quiet is as 22:00-06:00.') : { from, to };
}

const parameterOf = (one: string): readonly [string, string] => {
  const at = one.indexOf('=');
  return at < 1
    ? refuse(`--param is name=value, not “${one}”.`)
    : [one.slice(0, at), one.slice(at + 1)];
};

function scheduleOf({ every, cron, zone }: Given): object | undefined {
  const given = some({ cron, everyMinutes: orNumber('every', every), timeZone: zone });
  return Object.keys(given).length === 0 ? undefined : given;
}

function readAdd(words: readonly string[], given: Given): WatchCommand {
  if (words.length === 0) refuse('Say which question is to be watched.');
  return {
    name: 'add',
    body: some({
      question: words.join(' '),
      name: given.name,
      condition: conditionOf(given),
      parameters: Object.fromEntries((given.param ?? []).map(parameterOf)),
      schedule: scheduleOf(given),
      quietHours: quietOf(given.quiet),
      statementsPerDay: orNumber('statements', given.statements),
      investigate: given['no-investigation'] ? false : undefined,
    }),
  };
}

/** A command about one watch, which is named by its name or id. */
function readOne(name: string, words: readonly string[], { hours }: Given): WatchCommand {
  const verb = ([...verbs, 'show'] as const).find((one) => one === name);
  if (verb === undefined && name !== 'snooze')
    return refuse(name === '' ? 'Say what to do.' : `There is no “${name}”.`);
  const which = words.join(' ');
  if (which === '') return refuse(`Say which watch, by its name or id: ${name} …`);
  if (verb !== undefined) return { name: verb, which };
  if (hours === undefined) return refuse('Say for how long: --hours 4.');
  return { name: 'snooze', which, hours: numberOf('hours', hours) };
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} What is wrong with it, with the usage.
 */
export function readWatchArguments(args: readonly string[]): WatchCommand {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  const [name = '', ...words] = positionals;
  if (name === 'add') return readAdd(words, values);
  if (name === 'list' && words.length === 0) return { name };
  return readOne(name, words, values);
}
