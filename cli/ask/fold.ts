/** The width of a text in a terminal, without the codes that only set a style. */
export function visibleLength(text: string): number {
  // eslint-disable-next-line no-control-regex
  return Array.from(text.replaceAll(/\u001b\[[\d;]*m/g, '')).length;
}

/**
 * Breaks lines at spaces, so that none is wider than a terminal; a longer word is left whole. Lines
 * that go on are indented as far as a bullet or the spaces at their beginning.
 */
export function foldLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => foldLine(line, width));
}

function foldLine(line: string, width: number): string[] {
  if (visibleLength(line) <= width) return [line];
  const [lead = ''] = /^\s*(?:• )?/.exec(line) ?? [];
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const isFirst = current === lead || current === indent;
    if (!isFirst && visibleLength(current) + 1 + visibleLength(word) > width) {
      lines.push(current);
      current = `${indent}${word}`;
    } else current += isFirst ? word : ` ${word}`;
  }
  return [...lines, current];
}
