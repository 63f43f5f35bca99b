import type { Cell, Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { literal } from '../../domain/markdown.ts';
import { plainText } from '../../domain/plain-text.ts';
import { caveatsOf, evidenceLine, noAnswer, unanswered } from './answer-text.ts';
import { cellText } from './table-text.ts';
import { usageLine } from './usage-line.ts';

/**
 * A whole report as markdown: question, answer, tables with their SQL, caveats, time.
 */
export function reportText(investigation: Investigation, evidence: readonly Evidence[]): string {
  const { question, answer, id, createdAt, status } = investigation;
  const parts = [
    `# ${literal(question)}`,
    `Asked at ${createdAt}; ${status}; ${id}.`,
    '## Answer',
    answer === null
      ? noAnswer(investigation)
      : withLowerHeadings(plainText(answer.markdown).trim()),
    section('Without an answer', unanswered(investigation)),
    section('Caveats', caveatsOf(investigation)),
    ...evidence.map(tableSection),
    '## Time',
    usageLine(investigation),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The report has the first two levels of headings. */
function withLowerHeadings(markdown: string): string {
  return markdown.replaceAll(/^(#{1,4}) /gm, '##$1 ');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `## ${title}\n\n${lines.map((line) => `- ${plainText(line)}`).join('\n')}`;
}

function tableSection(evidence: Evidence): string {
  const { columns, rows, sql, parameters, source } = evidence;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    row(columns.map(({ name }) => markdownCell(name, 'STRING'))),
    row(columns.map(() => '---')),
    ...rows.map((cells) =>
      row(cells.map((cell, at) => markdownCell(cell, columns[at]?.type ?? ''))),
    ),
  ];
  return [
    `## ${literal(evidenceLine(evidence))}`,
    ...(columns.length === 0 ? [] : [table.join('\n')]),
    ...(parameters.length === 0
      ? []
      : [parameters.map(({ name, value }) => `- \`:${name}\` = ${literal(value)}`).join('\n')]),
    source.kind === 'computed' ? literal(source.rule) : fenced(plainText(sql.trim())),
  ].join('\n\n');
}

const markdownCell = (cell: Cell, type: string): string => literal(cellText(cell, type));

/** A fence longer than any in the text, so that the text cannot end it. */
function fenced(sql: string): string {
  const longest = Math.max(2, ...(sql.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sql\n${sql}\n${fence}`;
}
