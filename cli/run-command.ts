import { ConfigError } from '../config/index.ts';
import { AppError } from '../domain/errors.ts';
import { UsageError } from './usage-error.ts';

/** What somebody at a terminal can act on is one message; anything else is ours, with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTold =
    error instanceof UsageError ||
    error instanceof ConfigError ||
    (error instanceof AppError && error.code !== 'bug') ||
    error.constructor === Error;
  return isTold ? error.message : String(error.stack);
}

/**
 * Runs a command to its end: 0 when it says that all is well, else 1 with what went wrong.
 *
 * Effect: sets the exit code of this process, prints on standard error.
 */
export async function runCommand(main: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await main()) ? 0 : 1;
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
