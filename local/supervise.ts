import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, markOf, type ProcessMark } from './processes.ts';

/** How one process of the stack is started, seen to be ready, and ended. */
export type ChildSpec = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly logFile: string;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Time to go by itself, in milliseconds. */
  readonly stopWithinMs: number;
  readonly readyWithinMs: number;
  /** Before the second start, in milliseconds; 200 unless told. */
  readonly firstPauseMs?: number;
  /** Tries once whether the process does its work; a rejection counts as not yet. */
  readonly isReady: (pid: number) => Promise<boolean>;
  /** How far a long start is, in a few words; null when there is nothing to say. */
  readonly progress?: () => Promise<string | null>;
  readonly beforeStart?: () => void;
};

export type Child = {
  readonly name: string;
  /** Resolves when it is ready for the first time; rejects when it never became so. */
  readonly ready: Promise<void>;
  /** The process that runs now; null between two of them. */
  readonly current: () => ProcessMark | null;
  readonly stop: () => Promise<void>;
};

export type ChildEvents = {
  /** After every start of a process. */
  readonly onStarted: (child: Child, mark: ProcessMark) => void;
  /** After `failuresAllowed` starts in a row of which none became ready; nothing is tried again. */
  readonly onGaveUp: (error: ChildFailure) => void;
};

/** A process could not be brought up; `message` names it and ends with the last lines of its log. */
export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
}

const failuresAllowed = 5;
const longestPauseMs = 5_000;
/** A process that was up this long was well: the next pause is a short one again. */
const wellAfterMs = 10_000;
const probeEveryMs = 100;

/**
 * Keeps one process alive: starts it, probes until it is ready, and starts it again when it dies,
 * after a pause that doubles from 0.2 s to 5 s and is short again once it was up for 10 s.
 *
 * Effect: starts processes until `stop` is called or five starts in a row failed.
 */
export function supervise(spec: ChildSpec, events: ChildEvents): Child {
  const stopping = new AbortController();
  const firstReady = Promise.withResolvers<void>();
  // Whoever waits for the stack hears of it; an early end must not count as unhandled meanwhile.
  firstReady.promise.catch(() => undefined);
  let current: ProcessMark | null = null;

  const runOnce = async (): Promise<boolean> => {
    spec.beforeStart?.();
    const running = start(spec);
    const mark = running.pid === undefined ? null : markOf(running.pid);
    const ended = untilEnd(running, spec.logFile);
    if (mark === null) return (await ended, false);
    current = mark;
    events.onStarted(child, mark);
    const ready = await becomesReady(
      spec,
      mark.pid,
      AbortSignal.any([ended.signal, stopping.signal]),
    );
    if (ready) firstReady.resolve();
    else await endProcess(mark, spec.stopSignal, spec.stopWithinMs);
    await ended;
    current = null;
    return ready;
  };

  const keep = async (): Promise<void> => {
    let failures = 0;
    const firstPauseMs = spec.firstPauseMs ?? 200;
    let pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      failures = (await runOnce()) ? 0 : failures + 1;
      if (stopping.signal.aborted) return;
      if (failures >= failuresAllowed) throw new ChildFailure(whyNot(spec));
      if (Date.now() - startedAt > wellAfterMs) pauseMs = firstPauseMs;
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  };

  const child: Child = {
    name: spec.name,
    ready: firstReady.promise,
    current: () => current,
    stop: async () => {
      stopping.abort();
      if (current !== null) await endProcess(current, spec.stopSignal, spec.stopWithinMs);
      await kept;
    },
  };
  const kept = keep().catch((error: unknown) => {
    const cause = error instanceof Error ? error : new Error(String(error));
    const failure = cause instanceof ChildFailure ? cause : new ChildFailure(whyNot(spec, cause));
    firstReady.reject(failure);
    events.onGaveUp(failure);
  });
  return child;
}

function start(spec: ChildSpec): ChildProcess {
  const log = openSync(spec.logFile, 'a');
  try {
    return spawn(spec.command, [...spec.args], {
      env: { ...spec.env },
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal must reach the supervisor only, which knows the order.
      detached: true,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
    });
  } finally {
    closeSync(log);
  }
}

/** Resolves when the process is gone or could not be started; `signal` aborts at the same moment. */
function untilEnd(running: ChildProcess, logFile: string): Promise<void> & { signal: AbortSignal } {
  const ended = new AbortController();
  const end = once(running, 'exit')
    .then(
      () => undefined,
      (error: unknown) => appendFileSync(logFile, `could not be started: ${String(error)}\n`),
    )
    .finally(() => ended.abort());
  return Object.assign(end, { signal: ended.signal });
}

async function becomesReady(spec: ChildSpec, pid: number, signal: AbortSignal): Promise<boolean> {
  const until = Date.now() + spec.readyWithinMs;
  while (Date.now() < until && !signal.aborted) {
    if (await spec.isReady(pid).catch(() => false)) return !signal.aborted;
    await pause(probeEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

const diskFull = /no space left on device|ENOSPC|disk is full/i;

function whyNot(spec: ChildSpec, cause?: Error): string {
  const log = lastLines(spec.logFile);
  if (diskFull.test(log)) return `${spec.name} cannot run: the disk is full (${spec.logFile}).`;
  const what =
    cause === undefined ? `did not become ready in ${failuresAllowed} starts` : cause.message;
  return `${spec.name}: ${what}. The last lines of ${spec.logFile}:\n${log}`;
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  } catch {
    return '(no log)';
  }
}
