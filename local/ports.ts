import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Tells why no program can listen at a TCP port, as the system's error code; null when one can.
 *
 * Effect: listens for a moment.
 */
export async function portProblem(port: number, host = '127.0.0.1'): Promise<string | null> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    server.close();
  }
}

/**
 * Chooses free ports. They are below the range that the system uses for outgoing connections: a client
 * could otherwise get the port of a server that is being restarted.
 *
 * Effect: listens for a moment on each.
 *
 * @param names What each port is for.
 * @param taken Ports that are kept for others, who do not listen yet.
 * @returns A different port from 20000 to 31999 for each name.
 */
export async function freePorts<Name extends string>(
  names: readonly Name[],
  taken: readonly number[] = [],
): Promise<Record<Name, number>> {
  const chosen = new Set<number>();
  while (chosen.size < names.length) {
    const port = randomInt(20_000, 32_000);
    if (!taken.includes(port) && (await portProblem(port)) === null) chosen.add(port);
  }
  const ports = [...chosen];
  // One entry for each name: both lists have the same length.
  return Object.fromEntries(names.map((name, at) => [name, ports[at]])) as Record<Name, number>;
}
