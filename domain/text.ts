/**
 * Makes text from outside storable: PostgreSQL takes no NUL, and neither PostgreSQL nor JSON takes
 * half of a surrogate pair. Both become U+FFFD.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/**
 * Cuts a text to at most `maxLength` UTF-16 units, never inside a code point; what was cut is marked
 * by an ellipsis, which counts.
 */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = maxLength - 1;
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, isPair ? end - 1 : end)}…`;
}
