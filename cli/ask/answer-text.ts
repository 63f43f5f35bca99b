import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { isAnswer } from '../../domain/outcome.ts';
import { plainText } from '../../domain/plain-text.ts';

/** Makes a piece of text stand out; gives it back as it is where nothing can. */
export type Emphasis = (text: string) => string;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * The end of an investigation as text: the answer with its citations, what it rests on, and what is
 * wrong with it.
 *
 * Pure.
 */
export function answerText(
  investigation: Investigation,
  evidence: readonly Evidence[],
  emphasis: Emphasis,
): string {
  const { answer } = investigation;
  const parts = [
    answer === null ? noAnswer(investigation) : renderMarkdown(answer.markdown, emphasis),
    section('Evidence', evidence.map(evidenceLine), emphasis),
    section('Without an answer', unanswered(investigation), emphasis),
    section('Caveats', untold(investigation, answer?.caveats), emphasis),
    section('You could ask next', untold(investigation, answer?.followUps), emphasis),
    closing(investigation),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/**
 * Markdown as readable text: headings and strong words stand out, the rest stays as it was written.
 *
 * Pure.
 */
export function renderMarkdown(markdown: string, emphasis: Emphasis): string {
  return plainText(markdown)
    .trim()
    .split('\n')
    .map((line) => {
      const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
      if (heading !== undefined) return emphasis(heading.replaceAll('**', ''));
      return line
        .replace(/^(\s*)[*-]\s+/, '$1• ')
        .replaceAll(/\*\*(.+?)\*\*/g, (_, strong: string) => emphasis(strong));
    })
    .join('\n');
}

function noAnswer({ status, failure }: Investigation): string {
  if (status === 'cancelled') return 'The investigation was cancelled before it had an answer.';
  return `There is no answer. ${plainText(failure?.message ?? 'No domain could give one.')}`;
}

function section(title: string, lines: readonly string[], emphasis: Emphasis): string {
  if (lines.length === 0) return '';
  return [emphasis(title), ...lines.map((line) => `• ${plainText(line)}`)].join('\n');
}

/** What the answer's own text has said already is not said twice. */
function untold({ answer }: Investigation, lines: readonly string[] = []): string[] {
  return lines.filter((line) => !answer?.markdown.includes(line));
}

function evidenceLine(evidence: Evidence): string {
  const { domain, title, rowCount, truncated, certified, completeUntil } = evidence;
  const rows = `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}${truncated ? ', cut off' : ''}`;
  const whose = certified === null ? 'not certified' : `certified ${certified}`;
  const until = completeUntil === null ? '' : `, complete until ${completeUntil}`;
  return `${domain}: ${title} (${rows}; ${whose}${until})`;
}

function unanswered({ lanes }: Investigation): string[] {
  return lanes
    .filter(({ outcome }) => outcome !== null && !isAnswer(outcome))
    .map(
      ({ domain, outcome, detail }) =>
        `${domain}: ${(outcome ?? '').replaceAll('_', ' ')}${detail === null ? '' : `. ${detail}`}`,
    );
}

function closing({ status, answer, id, sessionId }: Investigation): string {
  const lines = [`${id} is ${status}. Go on with --session ${sessionId}`];
  if (answer !== null) {
    const { routing, lanesAnswered, claimsSupported } = answer.confidenceParts;
    lines.unshift(
      `Confidence ${percent(answer.confidence)}: routing ${percent(routing)} × domains answered ${percent(lanesAnswered)} × claims supported ${percent(claimsSupported)}`,
    );
    if (answer.degraded.length > 0) {
      lines.unshift(`Done without: ${answer.degraded.map(plainText).join(', ')}`);
    }
  }
  return lines.join('\n');
}
