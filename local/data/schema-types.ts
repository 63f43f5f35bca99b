/** One column for each name, all of one type. */
export const typed = (type: string, names: string): Record<string, string> =>
  Object.fromEntries(
    names
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name) => [name, type]),
  );
/** One text column for each name. */
export const strings = (names: string): Record<string, string> => typed('VARCHAR', names);
/** A struct of texts. */
export const struct = (names: string): string =>
  `STRUCT(${names
    .split(/\s+/)
    .map((name) => `"${name}" VARCHAR`)
    .join(', ')})`;

/** Spark's decimal(38,18) with fewer digits: DuckDB refuses to multiply two of the full width. */
export const decimal = 'DECIMAL(18,6)';
export const tagMap = 'MAP(VARCHAR, VARCHAR)';
