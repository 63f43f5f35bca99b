import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { plainText } from '../../domain/plain-text.ts';
import { cut } from '../../domain/text.ts';
import type { Emphasis } from './answer-text.ts';
import { evidenceLine, noAnswer, renderMarkdown, unanswered } from './answer-text.ts';
import { foldLines } from './fold.ts';
import { tableLines } from './table-text.ts';
import { usageLine } from './usage-line.ts';

/** The size of a terminal, in columns and lines. */
export type ScreenSize = { readonly width: number; readonly height: number };

/** One line is left for the prompt of the shell. */
const promptLines = 1;
/** Title, header and one row. */
const smallestTable = 3;

/**
 * A result in at most one screen: the first lines of the answer, the first rows of its tables, who gave
 * no answer, how to see the rest, what it took.
 */
export function screenText(
  investigation: Investigation,
  evidence: readonly Evidence[],
  { width, height }: ScreenSize,
  emphasis: Emphasis,
): string {
  const missing = unanswered(investigation).map((line) => oneLine(`✗ ${line}`, width));
  const end = [...missing, ...closing(investigation, width)];
  const room = Math.max(4, height - promptLines - end.length);
  const { answer } = investigation;
  const markdown = answer === null ? noAnswer(investigation) : answer.markdown;
  // Half of a screen, and all that the tables leave.
  const tablesNeed = evidence.reduce((sum, { rows }) => sum + rows.length + smallestTable, 0);
  const answerRoom = Math.max(Math.ceil(room / 2), room - tablesNeed);
  const text = foldLines(renderMarkdown(withoutBlankLines(markdown), emphasis), width);
  const shown = firstLines(text, answerRoom);
  const tables = tablesIn(evidence, room - shown.length, width, emphasis);
  return `${[...shown, ...tables, ...end].join('\n')}\n`;
}

const withoutBlankLines = (markdown: string): string => markdown.replaceAll(/\n\s*\n/g, '\n');

const oneLine = (line: string, width: number): string =>
  cut(plainText(line).replaceAll(/\s+/g, ' '), width);

function firstLines(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most - 1);
  return [...kept, `… ${lines.length - kept.length} more lines`];
}

/** As many tables as have room for a row; the room is divided evenly between them. */
function tablesIn(
  evidence: readonly Evidence[],
  room: number,
  width: number,
  emphasis: Emphasis,
): string[] {
  const fitsAll = evidence.length * smallestTable <= room;
  // What is left out is counted in a line of its own.
  const own = fitsAll ? room : room - 1;
  const shown = evidence.slice(0, Math.floor(own / smallestTable));
  const lines: string[] = [];
  for (const [at, table] of shown.entries()) {
    const share = Math.floor((own - lines.length) / (shown.length - at));
    lines.push(
      emphasis(oneLine(evidenceLine(table), width)),
      ...tableLines(table, share - smallestTable + 1, width),
    );
  }
  const left = evidence.length - shown.length;
  return left > 0 ? [...lines, `… ${left} more ${left === 1 ? 'table' : 'tables'}`] : lines;
}

function closing(investigation: Investigation, width: number): string[] {
  const { answer, id, lanes } = investigation;
  const quality =
    answer === null || lanes.length === 0
      ? []
      : [
          `Confidence ${Math.round(answer.confidence * 100)} %`,
          ...answer.degraded.map((part) => `without ${plainText(part)}`),
        ];
  return [
    ...(quality.length === 0 ? [] : [oneLine(quality.join(', '), width)]),
    `Whole result: npm run ask -- --follow ${id} --full`,
    oneLine(usageLine(investigation), width),
  ];
}
