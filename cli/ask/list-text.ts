import { plainText } from '../../domain/plain-text.ts';
import type { InvestigationSummary } from '../../domain/resource.ts';
import { cut } from '../../domain/text.ts';

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long ago an instant was, in its largest whole unit: `3 min`. */
function age(at: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(at)) / 1000));
  const unit = units.find(([, length]) => seconds >= length);
  return unit === undefined ? `${seconds} s` : `${Math.floor(seconds / unit[1])} ${unit[0]}`;
}

/**
 * One line for each investigation: id, status, age, question.
 *
 * @param width Columns of the terminal; null cuts no line.
 */
export function listText(
  investigations: readonly InvestigationSummary[],
  nowMs: number,
  width: number | null,
): string {
  if (investigations.length === 0) return 'You have not asked anything yet.\n';
  const lines = investigations.map(({ id, status, createdAt, question }) => {
    const words = plainText(question).replaceAll(/\s+/g, ' ');
    const line = `${id}  ${status.padEnd(9)}  ${age(createdAt, nowMs).padStart(6)}  ${words}`;
    return width === null ? line : cut(line, width);
  });
  return `${lines.join('\n')}\n`;
}
