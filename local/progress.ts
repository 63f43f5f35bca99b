import type { ChildSpec } from './supervise.ts';

/**
 * Makes a function that reports which processes are still starting and how far each one is. It is
 * called again and again; a line that would repeat the last one of a process is left out.
 *
 * @param starting Processes that are not ready yet.
 */
export function createProgressReport(
  starting: () => readonly Pick<ChildSpec, 'name' | 'progress'>[],
  say: (line: string) => void,
): () => void {
  const last = new Map<string, string>();
  const report = async ({ name, progress }: Pick<ChildSpec, 'name' | 'progress'>) => {
    const text = (await progress?.()) ?? last.get(name) ?? 'starting';
    const isReady = !starting().some((child) => child.name === name);
    if (isReady || last.get(name) === text) return;
    last.set(name, text);
    say(`  ${name}: ${text}`);
  };
  return () => {
    for (const child of starting()) void report(child).catch(() => undefined);
  };
}
