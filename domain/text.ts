/**
 * Makes text from outside storable: PostgreSQL refuses NUL, and PostgreSQL and JSON refuse an
 * unpaired surrogate. Each of them becomes U+FFFD.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/**
 * Cuts a text to at most `maxLength` UTF-16 units, never inside a code point. A text that was cut
 * ends with an ellipsis, which counts.
 */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = maxLength - 1;
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, isPair ? end - 1 : end)}…`;
}

/** "one", or "a and b", or "a, b and c". Pure. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
