/**
 * What is wrong with a command line, of what the parser of Node threw: the first sentence, without
 * advice on questions that begin with a dash.
 */
export function parseProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('. To specify', 1)[0] ?? message;
}

/** Tells whether a command line asks for the usage. */
export const asksForHelp = (args: readonly string[]): boolean => args.includes('--help');

/** The command line is invalid; the message has the reason and the usage. */
export class UsageError extends Error {
  constructor(reason: string, usage: string) {
    super(`${reason}\n\n${usage}`);
    this.name = 'UsageError';
  }
}
