import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { usageOf } from '../load/usage.ts';

/** What a process holds after its garbage was collected, megabytes. */
export type Held = { readonly rssMb: number; readonly heapMb: number };

/** Of `NODE_OPTIONS`: each process listens for a debugger at a port of its own, once it is told to. */
export const inspectable = '--inspect-port=0';

const lookEveryMs = 100;
const withinMs = 10_000;

/**
 * Measures a process after a full collection of garbage in it and in its threads, so that what is not
 * collected yet does not count.
 *
 * Effect: opens the process's debugger, on loopback, for the time of the collection.
 *
 * @param logFile Its log, in which Node tells the address of the debugger.
 */
export async function heldBy(pid: number, logFile: string): Promise<Held> {
  process.kill(pid, 'SIGUSR1');
  const session = await openSession(await addressIn(logFile));
  try {
    await session.collectThreads();
    await session.call('HeapProfiler.collectGarbage');
    const { usedSize } = await session.call<{ usedSize: number }>('Runtime.getHeapUsage');
    return { rssMb: usageOf(pid).rssMb, heapMb: usedSize / 1024 / 1024 };
  } finally {
    session.close();
  }
}

/** Node tells the address when it is told to listen for the first time; it stays the same after that. */
async function addressIn(logFile: string): Promise<string> {
  for (const untilMs = Date.now() + withinMs; Date.now() < untilMs; await pause(lookEveryMs)) {
    const told = readFileSync(logFile, 'utf8')
      .match(/Debugger listening on (ws:\S+)/g)
      ?.at(-1);
    if (told !== undefined) return told.replace('Debugger listening on ', '');
  }
  throw new Error(`no address of a debugger in ${logFile}`);
}

type Session = {
  readonly call: <Result>(method: string, params?: object) => Promise<Result>;
  /** Collects the garbage of every thread. */
  readonly collectThreads: () => Promise<void>;
  readonly close: () => void;
};

type Message = {
  readonly id?: number;
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string; readonly message?: string };
};

async function openSession(address: string): Promise<Session> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (result: unknown) => void>();
  const threads: string[] = [];
  let collected = 0;
  const onMessage = ({ id, result, method, params }: Message): void => {
    if (id !== undefined) waiting.get(id)?.(result);
    if (method === 'NodeWorker.attachedToWorker') threads.push(params?.sessionId ?? '');
    if (method === 'NodeWorker.receivedMessageFromWorker') collected += 1;
  };
  socket.addEventListener('message', ({ data }) => onMessage(JSON.parse(String(data)) as Message));
  const opened = Promise.withResolvers<void>();
  socket.addEventListener('open', () => opened.resolve());
  socket.addEventListener('error', () => opened.reject(new Error(`${address} does not answer`)));
  await opened.promise;
  let calls = 0;
  const call = <Result>(method: string, params: object = {}): Promise<Result> => {
    const id = (calls += 1);
    const replied = new Promise((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    // The debugger's replies have the shape of its protocol.
    return replied as Promise<Result>;
  };
  return {
    call,
    collectThreads: async () => {
      await call('NodeWorker.enable', { waitForDebuggerOnStart: false });
      const message = JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' });
      for (const sessionId of threads)
        await call('NodeWorker.sendMessageToWorker', { sessionId, message });
      const untilMs = Date.now() + withinMs;
      while (collected < threads.length && Date.now() < untilMs) await pause(lookEveryMs);
      await call('NodeWorker.disable');
    },
    close: () => socket.close(),
  };
}
