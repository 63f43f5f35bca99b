import { isDomain } from '../../domain/domains.ts';
import type { CaseState, ProposedCase } from '../../domain/feedback.ts';
import { caseStates } from '../../domain/feedback.ts';
import { UsageError } from '../usage-error.ts';
import type { EvaluationClient } from './client.ts';
import { usage } from './usage.ts';

/** What is asked of the cases that feedback proposes. */
export type CasesCommand =
  | { readonly verb: 'list'; readonly state: CaseState }
  | { readonly verb: 'accept'; readonly id: string; readonly body: object }
  | { readonly verb: 'reject'; readonly id: string };

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

function bodyOf(domains: string | undefined, question: string | undefined): object {
  const named = domains?.split(',').map((name) => name.trim());
  const unknown = named?.find((name) => !isDomain(name));
  if (unknown !== undefined) refuse(`There is no domain “${unknown}”.`);
  return { ...(named ? { domains: named } : {}), ...(question ? { question } : {}) };
}

/**
 * Reads what stands behind `cases` on the command line.
 *
 * @throws {UsageError}
 */
export function readCasesCommand(
  words: readonly string[],
  { domains, question }: { domains: string | undefined; question: string | undefined },
): CasesCommand {
  const [verb = 'proposed', id, ...more] = words;
  if (verb !== 'accept' && (domains ?? question) !== undefined)
    refuse('--domains and --question go with “cases accept”.');
  const state = caseStates.find((one) => one === verb);
  if (state !== undefined && id === undefined) return { verb: 'list', state };
  if ((verb !== 'accept' && verb !== 'reject') || more.length > 0)
    return refuse(`There is no “cases ${words.join(' ')}”.`);
  if (id === undefined) return refuse(`Name the case: cases ${verb} case_…`);
  return verb === 'accept' ? { verb, id, body: bodyOf(domains, question) } : { verb, id };
}

/** A case as a line, and what was said below it. Pure. */
export function caseLines(one: ProposedCase): readonly string[] {
  const { id, rating, question, domains, comment, claim, investigationId, givenAt } = one;
  const to = domains === null ? '' : ` → ${domains.length === 0 ? 'none' : domains.join(', ')}`;
  return [
    `${id}  ${givenAt.slice(0, 10)}  ${rating.padEnd(4)}  ${question}${to}`,
    ...(claim === null ? [] : [`    of “${claim}”`]),
    ...(comment === null ? [] : [`    ${comment}`]),
    `    ${investigationId}`,
  ];
}

/** Lists or decides cases; the lines to print. Effect: HTTP. */
export async function runCases(
  client: EvaluationClient,
  command: CasesCommand,
): Promise<readonly string[]> {
  if (command.verb === 'list') {
    const { cases, nextCursor } = await client.cases(command.state);
    if (cases.length === 0) return [`No case is ${command.state}.`];
    const more = nextCursor === null ? [] : ['There are older ones too.'];
    return [...cases.flatMap(caseLines), ...more];
  }
  const body = command.verb === 'accept' ? command.body : {};
  const decided = await client.decide(command.id, command.verb, body);
  return [`${decided.state}: ${decided.question}`];
}
