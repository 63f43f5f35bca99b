import { withHint } from '../../domain/hints.ts';
import type { Row, Status } from './check.ts';

/** Colours a text by a status; returns it unchanged where the output has no colours. */
export type Paint = (status: Status, text: string) => string;

const marks: Readonly<Record<Status, string>> = { ok: '✓', warn: '!', fail: '✗', skipped: '-' };

/**
 * The rows as an aligned table with a count at its end.
 *
 * @param width Columns of the terminal, at which long lines are wrapped; null wraps none.
 */
export function tableText(rows: readonly Row[], width: number | null, paint: Paint): string {
  const titleWidth = Math.max(0, ...rows.map(({ title }) => title.length));
  const indent = titleWidth + 4;
  const lines = rows.flatMap((row) => {
    const says = row.hint === null ? row.detail : withHint(row.detail, row.hint);
    const [first = '', ...rest] = width === null ? [says] : folded(says, width - indent);
    const head = `${paint(row.status, marks[row.status])} ${row.title.padEnd(titleWidth)}`;
    return [`${head}  ${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
  });
  return `${lines.join('\n')}\n\n${countText(rows)}\n`;
}

/** Wraps at a width; a longer word stays whole, so that it can be copied. */
function folded(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= Math.max(width, 20)) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function countText(rows: readonly Row[]): string {
  const count = (status: Status): number => rows.filter((row) => row.status === status).length;
  const parts = [
    `${count('ok')} ok`,
    `${count('warn')} to note`,
    `${count('fail')} to fix`,
    `${count('skipped')} not checked`,
  ];
  return `${parts.join(', ')}.`;
}
