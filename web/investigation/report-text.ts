import { cellText } from '../format.ts';
import type { Evidence, Investigation } from '../resources.ts';
import { statusNames } from '../words.ts';

/** Rows of a table in a report; the whole table is behind its address. */
const mostRows = 20;

/** An investigation as Markdown, to be pasted elsewhere: question, answer, tables with their SQL. Pure. */
export function reportText(investigation: Investigation, tables: readonly Evidence[]): string {
  const { question, answer, status, createdAt, id, failure } = investigation;
  const sections = [
    `# ${oneLine(question)}`,
    `${statusNames[status]}; asked at ${createdAt}; ${id}`,
    answer === null ? (failure?.message ?? 'There is no answer.') : answer.markdown.trim(),
    ...tables.map(tableText),
  ];
  return `${sections.join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const cell = (text: string): string => oneLine(text).replaceAll(/[\\|`*_<[\]]/g, String.raw`\$&`);

function tableText({ title, columns, rows, rowCount, sql }: Evidence): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  const shown = rows
    .slice(0, mostRows)
    .map((cells) => line(columns.map((column, at) => cell(cellText(cells[at] ?? null, column)))));
  const ticks = (sql.match(/`{3,}/g) ?? ['``']).reduce((a, b) => (a.length >= b.length ? a : b));
  const fence = `${ticks}\``;
  const header = [line(columns.map(({ name }) => cell(name))), line(columns.map(() => '---'))];
  return [
    `## ${cell(title)}`,
    [...header, ...shown].join('\n'),
    rowCount > shown.length ? `The first ${shown.length} of ${rowCount} rows.` : '',
    sql.trim() === '' ? '' : `${fence}sql\n${sql.trim()}\n${fence}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
