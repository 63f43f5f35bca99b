/** The first sentence of an answer as plain text: without marks, markers and what follows. Pure. */
export function firstLine(markdown: string): string {
  const [line = ''] = markdown.split('\n').filter((text) => text.trim() !== '');
  return line
    .replaceAll(/\s*\[[a-z]+:\d+\]/g, '')
    .replaceAll(/^#+\s+/g, '')
    .replaceAll(/\\([!-/:-@[-`{-~])|[`*]/g, (_, escaped: string = '') => escaped)
    .trim();
}
