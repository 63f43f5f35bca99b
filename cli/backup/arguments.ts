import { parseArgs } from 'node:util';
import { orUsage, UsageError } from '../usage-error.ts';

/**
 * Reads a command line that names one folder; null asks for the usage.
 *
 * @throws {UsageError} What is wrong with it, with the usage.
 */
export function readFolder(
  args: readonly string[],
  name: 'to' | 'from',
  usage: string,
): string | null {
  const { values } = orUsage(usage, () =>
    parseArgs({
      args: [...args],
      options: { [name]: { type: 'string' }, help: { type: 'boolean', default: false } },
    }),
  );
  if (values['help'] === true) return null;
  const dir = values[name];
  if (typeof dir === 'string' && dir !== '') return dir;
  throw new UsageError(`Name a folder with --${name}.`, usage);
}
