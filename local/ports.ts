import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Tells whether a program can listen at a TCP port.
 *
 * Effect: listens for a moment.
 */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
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
 * @returns A different port from 20000 to 31999 for each name.
 */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const chosen = new Set<number>();
  while (chosen.size < names.length) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) chosen.add(port);
  }
  const ports = [...chosen];
  // One entry for each name: both lists have the same length.
  return Object.fromEntries(names.map((name, at) => [name, ports[at]])) as Record<Name, number>;
}
