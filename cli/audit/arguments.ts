import { parseArgs } from 'node:util';
import { orUsage, UsageError } from '../usage-error.ts';

export const usage = `npm run audit -- verify [--expect 1234:hash]
npm run audit -- list [--for key:ann] [--limit 50]

verify computes the hash of every line of the audit again and prints the number and the hash of the newest one.
Keep these elsewhere: with --expect it also shows that the end was cut off, or that all was written anew.
list shows the newest lines: who has asked, read, exported, shared, deleted or decided what, and how they came in.
The lines are those of DATABASE_URL, else of the stack that runs on this machine.
Exit code: 0 whole, 1 broken.`;

/** What the command line asks for. */
export type AuditCommand =
  | { readonly name: 'help' }
  | { readonly name: 'verify'; readonly expected: { id: number; hash: string } | null }
  | { readonly name: 'list'; readonly principal: string | null; readonly limit: number };

const text = { type: 'string' } as const;
const options = {
  expect: text,
  for: text,
  limit: text,
  help: { type: 'boolean', default: false },
} as const;

type Given = Readonly<Partial<Record<Exclude<keyof typeof options, 'help'>, string>>>;

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

function only(given: Given, known: readonly string[]): void {
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other !== undefined) refuse(`--${other} has no effect here.`);
}

function readVerify(given: Given): AuditCommand {
  only(given, ['expect']);
  if (given.expect === undefined) return { name: 'verify', expected: null };
  const [, id = '', hash = ''] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(given.expect) ?? [];
  if (id === '') refuse(`--expect is what verify has printed, not “${given.expect}”.`);
  return { name: 'verify', expected: { id: Number(id), hash } };
}

function readList(given: Given): AuditCommand {
  only(given, ['for', 'limit']);
  const { limit = '50' } = given;
  if (!/^[1-9]\d{0,4}$/.test(limit)) refuse(`--limit is a whole number, not “${limit}”.`);
  return { name: 'list', principal: given.for ?? null, limit: Number(limit) };
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} What is wrong with it, with the usage.
 */
export function readAuditArguments(args: readonly string[]): AuditCommand {
  const parsed = orUsage(usage, () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const { help, ...given } = parsed.values;
  if (help === true) return { name: 'help' };
  const words = parsed.positionals.join(' ');
  if (words === 'verify') return readVerify(given);
  if (words === 'list') return readList(given);
  return refuse(words === '' ? 'Say what to do.' : `There is no “${words}”.`);
}
