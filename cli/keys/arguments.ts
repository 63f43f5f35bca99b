import { parseArgs } from 'node:util';
import type { NewApiKey } from '../../domain/access-ports.ts';
import { permissions, roles } from '../../domain/caller.ts';
import type { Permission, Role } from '../../domain/caller.ts';
import { orUsage, UsageError } from '../usage-error.ts';

export const usage = `npm run keys -- create --for ann [--name "nightly report"] [--role analyst] [--groups a,b] [--scopes read] [--days 90] [--daily 50]
npm run keys -- list
npm run keys -- revoke 0123456789abcdef

create makes a key and shows it once: only its hash is stored. Whoever sends it acts as key:ann, with
  --role    ${roles.join(', ')} (analyst when it is not given)
  --groups  the groups of DOMAIN_ACCESS that it is in
  --scopes  less than the role may: ${permissions.join(', ')}
  --days    how long it is good, 1 to 365 (90)
  --daily   its Genie questions a day
list shows the keys, newest first, and when each was last used.
revoke ends a key at once, and what browsers have signed in with it.
The keys are those of DATABASE_URL, else of the stack that runs on this machine. AUTH=api-keys lets them in.`;

/** What the command line asks for. */
export type KeysCommand =
  | { readonly name: 'help' }
  | { readonly name: 'create'; readonly key: NewApiKey }
  | { readonly name: 'list' }
  | { readonly name: 'revoke'; readonly id: string };

const text = { type: 'string' } as const;
const options = {
  for: text,
  name: text,
  role: text,
  groups: text,
  scopes: text,
  days: text,
  daily: text,
  help: { type: 'boolean', default: false },
} as const;

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

const isRole = (word: string): word is Role => roles.some((role) => role === word);
const isPermission = (word: string): word is Permission =>
  permissions.some((permission) => permission === word);

const listOf = (words = ''): string[] =>
  words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const wholeOf = (option: string, word: string, most: number): number =>
  /^[1-9]\d{0,5}$/.test(word) && Number(word) <= most
    ? Number(word)
    : refuse(`--${option} is a whole number from 1 to ${most}, not “${word}”.`);

type Given = Readonly<Partial<Record<Exclude<keyof typeof options, 'help'>, string>>>;

function scopesOf(words: string | undefined): readonly Permission[] | null {
  if (words === undefined) return null;
  const named = listOf(words);
  const scopes = named.filter(isPermission);
  return scopes.length === named.length && scopes.length > 0
    ? scopes
    : refuse(`--scopes are some of ${permissions.join(', ')}, not “${words}”.`);
}

function readCreate(given: Given): KeysCommand {
  const { for: who = '', role = 'analyst', daily } = given;
  if (!/^[\w.@+-]{1,100}$/.test(who))
    refuse('--for names who the key acts as: letters, digits and . @ + - _');
  if (!isRole(role)) return refuse(`--role is one of ${roles.join(', ')}, not “${role}”.`);
  return {
    name: 'create',
    key: {
      name: given.name ?? who,
      principal: `key:${who}`,
      role,
      groups: listOf(given.groups),
      scopes: scopesOf(given.scopes),
      dailyQuestions: daily === undefined ? null : wholeOf('daily', daily, 100_000),
      days: wholeOf('days', given.days ?? '90', 365),
    },
  };
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} What is wrong with it, with the usage.
 */
export function readKeysArguments(args: readonly string[]): KeysCommand {
  const parsed = orUsage(usage, () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const { help, ...given } = parsed.values;
  if (help === true) return { name: 'help' };
  const [name = '', ...words] = parsed.positionals;
  if (name === 'create' && words.length === 0) return readCreate(given);
  const [option] = Object.keys(given);
  if (option !== undefined) refuse(`--${option} has no effect here.`);
  return readOther(name, words);
}

function readOther(name: string, words: readonly string[]): KeysCommand {
  const [id = ''] = words;
  if (name === 'list' && words.length === 0) return { name };
  if (name === 'revoke' && words.length < 2)
    return /^[0-9a-f]{16}$/.test(id)
      ? { name, id }
      : refuse('revoke names the id of one key, as list shows it.');
  return refuse(name === '' ? 'Say what to do.' : `There is no “${[name, ...words].join(' ')}”.`);
}
