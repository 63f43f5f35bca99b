import { unsupportedMark } from '../claims/mark-unsupported.ts';
import type { Answer } from '../domain/answer.ts';
import { caveatsHeading } from '../domain/markdown.ts';

/**
 * The part of an answer's text whose claims were checked: without what is said of the question before it, what
 * tools found and the caveats behind it, and the marks of what no row supports.
 *
 * Pure.
 */
export function checkedText({
  markdown,
  caveats,
  toolText = '',
}: Pick<Answer, 'markdown' | 'caveats' | 'toolText'>): string {
  // No other heading of the text has these words.
  const end = caveats.length === 0 ? -1 : markdown.lastIndexOf(`\n\n## ${caveatsHeading}\n\n`);
  const all = end < 0 ? markdown : markdown.slice(0, end);
  const whole = all.endsWith(toolText) ? all.slice(0, all.length - toolText.length) : all;
  return whole.slice(leadOf(whole, caveats).length).replaceAll(unsupportedMark, '');
}

/** The lead is some of the caveats, in bold. */
function leadOf(text: string, caveats: readonly string[]): string {
  const leads = caveats.flatMap((_, from) =>
    caveats.slice(from).map((_, n) => `**${caveats.slice(from, from + n + 1).join(' ')}**\n\n`),
  );
  return leads.find((lead) => text.startsWith(lead)) ?? '';
}
