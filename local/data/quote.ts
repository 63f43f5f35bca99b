/** A text as a literal of SQL. Pure. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
