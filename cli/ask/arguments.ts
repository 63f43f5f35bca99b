import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

export type AskArguments = {
  /** The question, or the investigation to come back to. */
  readonly what: { readonly question: string } | { readonly follow: string };
  readonly json: boolean;
  /** Fields of the request beside the question; the service checks them. */
  readonly fields: Readonly<Record<string, unknown>>;
};

const usage = `npm run ask -- "question" [--domains cost,reliability] [--budget SECONDS] [--session ses_…] [--deep] [--json]
npm run ask -- --follow inv_… [--json]      comes back to an investigation`;

const unusable = (reason: string): UsageError => new UsageError(reason, usage);

const options = {
  deep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  session: { type: 'string' },
  domains: { type: 'string' },
  budget: { type: 'string' },
  follow: { type: 'string' },
} as const;

/**
 * Reads the command line of `ask`.
 *
 * Pure.
 *
 * @throws {UsageError}
 */
export function readAskArguments(args: readonly string[]): AskArguments {
  const { values, positionals } = parsed(args);
  const { json } = values;
  if (values.follow !== undefined) {
    if (positionals.length > 0) throw unusable('--follow takes no question.');
    return { what: { follow: values.follow }, json, fields: {} };
  }
  const [question, ...rest] = positionals;
  if (question === undefined) throw unusable('What is the question?');
  if (rest.length > 0) throw unusable('Put the question in quotes.');
  const { session, domains, budget, deep } = values;
  const fields = {
    ...(session === undefined ? {} : { sessionId: session }),
    ...(domains === undefined ? {} : { domains: domains.split(',').map((name) => name.trim()) }),
    ...(budget === undefined ? {} : { budgetSeconds: seconds(budget) }),
    ...(deep ? { mode: 'deep' } : {}),
  };
  return { what: { question }, json, fields };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error));
  }
}

function seconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw unusable(`--budget is a number of seconds, not ${JSON.stringify(text)}.`);
}
