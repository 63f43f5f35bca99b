/** One variable with an invalid value; `found` never shows a secret. */
export type ConfigProblem = {
  readonly variable: string;
  readonly found: string;
  readonly expected: string;
};

/** Settings that cannot be used; the message lists every problem, one line each. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map((p) => `  ${p.variable}: found ${p.found}; expected ${p.expected}`);
    super(`The settings cannot be used:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
