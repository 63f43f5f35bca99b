import type { Answer } from '../../domain/answer.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation, LaneResource } from '../../domain/investigation.ts';
import { isAnswer } from '../../domain/outcome.ts';
import { plainText } from '../../domain/plain-text.ts';
import { tableLines } from './table-text.ts';
import { usageLine } from './usage-line.ts';

/** Makes a piece of text stand out; returns it unchanged where the output cannot. */
export type Emphasis = (text: string) => string;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * The whole result as text: the answer with its citations, the tables behind it, what is missing.
 *
 * @param withRows Whether the rows of the tables are shown too.
 */
export function answerText(
  investigation: Investigation,
  evidence: readonly Evidence[],
  emphasis: Emphasis,
  withRows = false,
): string {
  const { answer } = investigation;
  const tables = evidence.flatMap((table) => [
    evidenceLine(table),
    ...(withRows ? tableLines(table, table.rows.length, null).map((line) => `  ${line}`) : []),
  ]);
  const parts = [
    answer === null ? noAnswer(investigation) : renderMarkdown(answer.markdown, emphasis),
    section('Evidence', tables, emphasis),
    section('Sources', sourcesOf(investigation), emphasis),
    section('Without an answer', unansweredNotSaid(investigation), emphasis),
    section('Caveats', caveatsOf(investigation), emphasis),
    section('You could ask next', unsaid(investigation, answer?.followUps), emphasis),
    closing(investigation),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Markdown as readable text: headings and strong words stand out, the rest stays as it is. */
export function renderMarkdown(markdown: string, emphasis: Emphasis): string {
  return plainText(markdown)
    .trim()
    .split('\n')
    .map((line) => {
      const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
      if (heading !== undefined) return unescaped(emphasis(heading.replaceAll('**', '')));
      const shown = line
        .replace(/^(\s*)[*-]\s+/, '$1• ')
        .replaceAll(/(?<!\\)\*\*(.+?)(?<!\\)\*\*/g, (_, strong: string) => emphasis(strong));
      return unescaped(shown);
    })
    .join('\n');
}

/** What Markdown escapes, so that it shows as it is. */
function unescaped(line: string): string {
  return line.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** The sentence in place of an answer. */
export function noAnswer({ status, failure }: Investigation): string {
  if (status === 'cancelled') return 'The investigation was cancelled before it had an answer.';
  return `There is no answer. ${plainText(failure?.message ?? 'No domain could give one.')}`;
}

/** Lines that begin with two spaces belong to the item above them. */
function section(title: string, lines: readonly string[], emphasis: Emphasis): string {
  if (lines.length === 0) return '';
  const item = (line: string): string => (line.startsWith('  ') ? line : `• ${plainText(line)}`);
  return [emphasis(title), ...lines.map(item)].join('\n');
}

/** What tools found: addresses, and the steps of a runbook in full where the question asked for it. */
function sourcesOf({ answer, routing }: Investigation): readonly string[] {
  const isAsked = (routing?.tools ?? []).length > 0;
  return (answer?.sources ?? []).flatMap(({ marker, title, text, url }) => {
    if (url !== null) return [`[${marker}] ${title}: ${url}`];
    const lines = plainText(text).split('\n');
    return isAsked ? [`[${marker}] ${title}`, ...lines.map((line) => `  ${line}`)] : [];
  });
}

/** Lines that the text of the answer does not contain already. */
function unsaid({ answer }: Investigation, lines: readonly string[] = []): string[] {
  return lines.filter((line) => !answer?.markdown.includes(line));
}

/** Caveats that the text of the answer does not contain already. */
export function caveatsOf(investigation: Investigation): string[] {
  return unsaid(investigation, investigation.answer?.caveats);
}

/** One line about a table: domain, title, rows, whether its SQL is certified, how far it is complete. */
export function evidenceLine(evidence: Evidence): string {
  const { domain, title, rowCount, truncated, certified, completeUntil, source } = evidence;
  const rows = `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}${truncated ? ', cut off' : ''}`;
  const other = source.kind === 'computed' ? 'computed' : 'not certified';
  const origin = certified === null ? other : `certified ${certified}`;
  const until = completeUntil === null ? '' : `, complete until ${completeUntil}`;
  return `${domain}: ${title} (${rows}; ${origin}${until})`;
}

/** One line for each domain that gave no answer, with the reason. */
export function unanswered({ lanes }: Investigation): string[] {
  return lanes
    .filter(({ outcome }) => outcome !== null && !isAnswer(outcome))
    .map(
      ({ domain, outcome, detail }) =>
        `${domain}: ${(outcome ?? '').replaceAll('_', ' ')}${detail === null ? '' : `. ${detail}`}`,
    );
}

/** The parts that were missing, each with its reasons. */
function degradedText({ degraded, degradedDetail }: Answer): string {
  const texts = degraded.map((part) => {
    const own = degradedDetail.filter((detail) => detail.part === part);
    const reasons = [...new Set(own.map(({ reason }) => reason))].join(' ');
    return reasons === '' ? part : `${part} (${reasons})`;
  });
  return plainText(texts.join(', '));
}

/** As `unanswered`, without lanes whose reason the answer, or the sentence in its place, has already. */
function unansweredNotSaid(investigation: Investigation): string[] {
  const { lanes, answer, failure } = investigation;
  const said = answer?.markdown ?? failure?.message ?? '';
  const isNew = ({ detail }: LaneResource): boolean => detail === null || !said.includes(detail);
  return unanswered({ ...investigation, lanes: lanes.filter(isNew) });
}

function closing(investigation: Investigation): string {
  const { status, id, sessionId } = investigation;
  return [
    ...qualityOf(investigation),
    `${id} is ${status}. Next question in this session: npm run ask -- --session ${sessionId} "…"`,
    usageLine(investigation),
  ].join('\n');
}

/** What the answer was made without, and how far it can be trusted: only where a domain was asked. */
function qualityOf({ answer, lanes }: Investigation): string[] {
  if (answer === null) return [];
  const parts = answer.confidenceParts;
  const words = [
    `choice of domains ${percent(parts.routing)}`,
    `domains that answered ${percent(parts.lanesAnswered)}`,
    `statements with evidence ${percent(parts.claimsSupported)}`,
    `tables that fit the question ${percent(parts.questionFit)}`,
    `conditions used ${percent(parts.conditionsUsed)}`,
    `first line as asked ${percent(parts.firstLine)}`,
  ];
  const confidence = `Confidence ${percent(answer.confidence)}: ${words.join(' × ')}`;
  return [
    ...(answer.degraded.length === 0 ? [] : [`Done without: ${degradedText(answer)}`]),
    ...(lanes.length === 0 ? [] : [confidence]),
  ];
}
