import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config/index.ts';
import { AppError } from '../domain/errors.ts';
import { Diagnosis } from './routes/diagnosis.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
/** Its slowest check takes half of that, milliseconds. */
const limitMs = 60_000;

/**
 * Runs the doctor with the settings of this process, as the command line does.
 *
 * Effect: a process that makes requests to every part; changes nothing, but starts a stopped warehouse.
 *
 * @throws {AppError} `dependency.down` when it prints no result.
 */
export function runDoctor(signal: AbortSignal): Promise<Diagnosis> {
  const args = [join(home, 'cli/doctor.ts'), '--json'];
  const options = { cwd: home, env: { ...childEnvironment({}) }, timeout: limitMs, signal };
  return new Promise((resolve, reject) => {
    // It exits with 1 when a check fails: what it printed counts.
    execFile(process.execPath, args, options, (cause, printed) => {
      const found = Diagnosis.safeParse(parsed(printed));
      if (found.success) resolve(found.data);
      else
        reject(
          new AppError('dependency.down', 'The checks gave no result. Run `npm run doctor`.', {
            cause: cause ?? found.error,
          }),
        );
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
