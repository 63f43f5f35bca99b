import { connect, createServer, type AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/** What the thread is started with: the server to pass everything on to, and how much later. */
export type SlowPostgresData = {
  readonly host: string;
  readonly port: number;
  readonly delayMs: number;
};

const { host, port, delayMs } = workerData as SlowPostgresData;

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ host, port, noDelay: true });
  // The driver writes a statement in one go, so what arrives together is one statement.
  near.on('data', (bytes) => setTimeout(() => far.write(bytes), delayMs));
  near.on('end', () => setTimeout(() => far.end(), delayMs));
  far.pipe(near);
  for (const socket of [near, far]) {
    socket.on('error', () => {
      near.destroy();
      far.destroy();
    });
  }
});
server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage((server.address() as AddressInfo).port);
});
