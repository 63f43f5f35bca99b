/** Columns of one type; `names` are separated by spaces. */
export const typed = (type: string, names: string): Record<string, string> =>
  Object.fromEntries(
    names
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name) => [name, type]),
  );
/** Text columns; `names` are separated by spaces. */
export const strings = (names: string): Record<string, string> => typed('VARCHAR', names);
/** A struct type with text fields; `names` are separated by spaces. */
export const struct = (names: string): string =>
  `STRUCT(${names
    .split(/\s+/)
    .map((name) => `"${name}" VARCHAR`)
    .join(', ')})`;

/** Stands for Spark's decimal(38,18): DuckDB cannot multiply two decimals of that width. */
export const decimal = 'DECIMAL(18,6)';
export const tagMap = 'MAP(VARCHAR, VARCHAR)';
