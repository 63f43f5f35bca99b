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

/**
 * What a parser of a command line gives.
 *
 * @throws {UsageError} Where it throws, with its first sentence and the usage.
 */
export function orUsage<Parsed>(usage: string, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(parseProblem(error), usage);
  }
}
