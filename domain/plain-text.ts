/** Takes out what a terminal would obey: text from tables and models must not move the cursor. */
export function plainText(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}/gu, '');
}
