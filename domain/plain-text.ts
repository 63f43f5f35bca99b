/**
 * Removes control characters except line feed and tab: text from tables and models must not control
 * the terminal.
 */
export function plainText(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}/gu, '');
}
