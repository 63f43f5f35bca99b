import { ownEnvironment } from './environment.ts';

const parentCheckMs = 500;

/** Why a program ends whose output nobody reads any more, as in `… | head -1`. */
export class ClosedOutput extends Error {
  override readonly name = 'ClosedOutput';
}

/**
 * Tells when this program should end: at SIGINT, SIGTERM or SIGHUP (a closed terminal), when nobody reads
 * its output any more, and when the npm or the program of ours that started it is gone, also one that was
 * killed and could not pass a signal on. npm passes signals on, so one Ctrl-C may arrive twice.
 *
 * Effect: installs handlers; a program that calls it ends by its own `process.exit`.
 *
 * @returns Aborted at the first of these; later ones change nothing. The reason is a `ClosedOutput` when
 *   it was that.
 */
export function endSignal(): AbortSignal {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, end);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (cause) => ending.abort(new ClosedOutput('closed', { cause })));
  }
  // `npm run ask` starts the local stack with a channel, which closes when it ends.
  if (process.connected) process.once('disconnect', end);
  if (ownEnvironment()['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) end();
    }, parentCheckMs).unref();
  }
  return ending.signal;
}

/**
 * Lets this program run to its end when nobody reads its output any more, as in `… | head -1`: what it
 * does is short and should not stop half way.
 *
 * Effect: installs handlers.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
