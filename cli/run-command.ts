import { ConfigError, ignoreClosedOutput } from '../config/index.ts';
import { AppError } from '../domain/errors.ts';
import { ServiceRefusal } from './service-client.ts';
import { UsageError } from './usage-error.ts';

/** An error that the user can act on is one message; any other is a bug and shown with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected =
    error instanceof UsageError ||
    error instanceof ServiceRefusal ||
    error instanceof ConfigError ||
    (error instanceof AppError && error.code !== 'bug') ||
    error.constructor === Error;
  return isExpected ? error.message : String(error.stack);
}

/**
 * Runs a command; the exit code is what it returns, 0 for true, 1 for false, and `thrownCode` after an error.
 *
 * Effect: sets the exit code of this process, prints errors on standard error.
 */
export async function runCommand(
  main: () => Promise<boolean | number>,
  thrownCode: number = 1,
): Promise<void> {
  ignoreClosedOutput();
  try {
    const end = await main();
    process.exitCode = typeof end === 'number' ? end : Number(!end);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = thrownCode;
  }
}
