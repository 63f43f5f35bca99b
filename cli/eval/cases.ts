import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { isDomain } from '../../domain/domains.ts';
import type { CaseState, ProposedCase } from '../../domain/feedback.ts';
import { caseStates } from '../../domain/feedback.ts';
import { feedbackFile, feedbackText, mergeFeedback, readFeedbackSet } from '../../eval/feedback.ts';
import { UsageError } from '../usage-error.ts';
import type { EvaluationClient } from './client.ts';
import { usage } from './usage.ts';

/** What is asked of the cases that feedback proposes. */
export type CasesCommand =
  | { readonly verb: 'list'; readonly state: CaseState }
  | { readonly verb: 'accept'; readonly id: string; readonly body: object }
  | { readonly verb: 'reject'; readonly id: string }
  | { readonly verb: 'export'; readonly out: string };

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

function bodyOf(domains: string | undefined, question: string | undefined): object {
  const named = domains?.split(',').map((name) => name.trim());
  const unknown = named?.find((name) => !isDomain(name));
  if (unknown !== undefined) refuse(`There is no domain “${unknown}”.`);
  return { ...(named ? { domains: named } : {}), ...(question ? { question } : {}) };
}

type CaseOptions = Readonly<Record<'domains' | 'question' | 'out', string | undefined>>;

/** Options that a verb does not know would be left out silently. */
function checkOptions(verb: string, { domains, question, out }: CaseOptions): void {
  if (verb !== 'accept' && (domains ?? question) !== undefined)
    refuse('--domains and --question go with “cases accept”.');
  if (verb !== 'export' && out !== undefined) refuse('--out goes with “cases export”.');
}

/**
 * Reads what stands behind `cases` on the command line.
 *
 * @throws {UsageError}
 */
export function readCasesCommand(words: readonly string[], options: CaseOptions): CasesCommand {
  const [verb = 'proposed', id, ...more] = words;
  checkOptions(verb, options);
  if (id === undefined) {
    const state = caseStates.find((one) => one === verb);
    if (state !== undefined) return { verb: 'list', state };
    if (verb === 'export') return { verb, out: options.out ?? feedbackFile };
  }
  if ((verb !== 'accept' && verb !== 'reject') || more.length > 0)
    return refuse(`There is no “cases ${words.join(' ')}”.`);
  if (id === undefined) return refuse(`Name the case: cases ${verb} case_…`);
  const { domains, question } = options;
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

/** Writes what was accepted beside the other data sets; the file is written at once or not at all. */
async function exportCases(client: EvaluationClient, out: string): Promise<readonly string[]> {
  const rows = existsSync(out) ? readFeedbackSet(out) : [];
  const [accepted, rejected] = await Promise.all([
    client.allCases('accepted'),
    client.allCases('rejected'),
  ]);
  const merged = mergeFeedback(rows, accepted, rejected);
  const known = new Set(rows.map(({ id }) => id));
  const added = merged.filter(({ id }) => !known.has(id)).length;
  const gone = rows.length + added - merged.length;
  writeFileSync(`${out}.part`, feedbackText(merged));
  renameSync(`${out}.part`, out);
  return [`${out}: ${merged.length} questions, ${added} new, ${gone} gone`];
}

/** Lists, decides or exports cases; the lines to print. Effect: HTTP, and the file of an export. */
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
  if (command.verb === 'export') return exportCases(client, command.out);
  const body = command.verb === 'accept' ? command.body : {};
  const decided = await client.decide(command.id, command.verb, body);
  return [`${decided.state}: ${decided.question}`];
}
