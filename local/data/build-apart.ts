import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, type BuiltData, builtFrom } from './build.ts';

/** What the process that builds says while it works. */
export type BuildReport = { readonly progress: string };

/**
 * `buildData` in a process of its own, because the generator needs several hundred megabytes that the
 * process which asks would keep until its end. What the cache has is returned without one.
 *
 * Effect: as `buildData`; the process ends with this one.
 *
 * @throws {Error} When the process failed; its error stands in the log.
 */
export async function buildApart(options: BuildOptions): Promise<BuiltData> {
  const { onProgress = () => {}, ...rest } = options;
  const cached = await builtFrom(rest);
  if (cached !== null) return cached;
  const script = fileURLToPath(new URL('build-process.ts', import.meta.url));
  const child = fork(script, [JSON.stringify(rest)], { execArgv: [] });
  child.on('message', ({ progress }: BuildReport) => onProgress(progress));
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  process.removeListener('exit', end);
  const built = code === 0 ? await builtFrom(rest) : null;
  if (built === null) throw new Error(`making the data ended with ${signal ?? code ?? 'no code'}`);
  return built;
}
