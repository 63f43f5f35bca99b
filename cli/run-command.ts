import { ConfigError, ignoreClosedOutput } from '../config/index.ts';
import { AppError } from '../domain/errors.ts';
import { UsageError } from './usage-error.ts';

/** An error that the user can act on is one message; any other is a bug and shown with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected =
    error instanceof UsageError ||
    error instanceof ConfigError ||
    (error instanceof AppError && error.code !== 'bug') ||
    error.constructor === Error;
  return isExpected ? error.message : String(error.stack);
}

/**
 * Runs a command; the exit code is 0 when it returns true, 1 when false, and `thrownCode` after an error.
 *
 * Effect: sets the exit code of this process, prints errors on standard error.
 */
export async function runCommand(
  main: () => Promise<boolean>,
  thrownCode: number = 1,
): Promise<void> {
  ignoreClosedOutput();
  try {
    process.exitCode = (await main()) ? 0 : 1;
  } catch (error) {
    console.error(explain(error));
    process.exitCode = thrownCode;
  }
}
