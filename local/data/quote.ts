/** The SQL string literal of a text. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
