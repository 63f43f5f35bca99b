type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/**
 * `JSON` with the source text of numbers, which Node 24 has and TypeScript's library does not know
 * yet: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/JSON/rawJSON
 */
const json = JSON as unknown as {
  readonly parse: (text: string, reviver: Reviver) => unknown;
  readonly rawJSON: (text: string) => object;
  readonly isRawJSON: (value: unknown) => value is { readonly rawJSON: string };
};

/**
 * Parses JSON without rounding: a number that JavaScript would write in other digits is kept as its
 * source text, which `textOf` and `JSON.stringify` give back.
 *
 * @throws {SyntaxError} When the text is not JSON.
 */
export function parseExact(text: string): unknown {
  return json.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source
      ? json.rawJSON(source)
      : value,
  );
}

/** The text of a string, a number with all its digits, or a boolean; null for any other value. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (json.isRawJSON(value)) return value.rawJSON;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** As `textOf`, and the JSON of an object or list; null for null and an absent value. */
export function jsonTextOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return textOf(value) ?? JSON.stringify(value);
}
