import { randomInt } from 'node:crypto';
import { portProblem } from '../../local/ports.ts';

/**
 * Chooses free ports that no stack draws: what is told of them at its start cannot be taken by another one before
 * they are listened at.
 *
 * Effect: listens for a moment on each.
 */
export async function portsApart<Name extends string>(
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const chosen = new Map<number, Name>();
  for (const name of names) {
    let port = 0;
    do port = randomInt(12_000, 20_000);
    while (chosen.has(port) || (await portProblem(port)) !== null);
    chosen.set(port, name);
  }
  return Object.fromEntries([...chosen].map(([port, name]) => [name, port])) as Record<
    Name,
    number
  >;
}
