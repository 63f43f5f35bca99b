/** The name of a macro and, for each number of parameters, the parameters and the expression. */
export type Macro = readonly [
  name: string,
  ...forms: readonly (readonly [parameters: string, body: string])[],
];

/** An expression that fails with an error class of Databricks. */
export const refuse = (name: string, text: string): string =>
  `error('[${name}] ${text.replaceAll("'", "''")}')`;
