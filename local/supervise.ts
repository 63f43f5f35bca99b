import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, markOf, type ProcessMark } from './processes.ts';

/** How one process of the stack is started, checked and stopped. */
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
  /** Time to end after the signal, in milliseconds. */
  readonly stopWithinMs: number;
  readonly readyWithinMs: number;
  /** Before the second start, in milliseconds; 200 by default. */
  readonly firstPauseMs?: number;
  /** Checks once whether the process is ready; a rejection counts as not ready. */
  readonly isReady: (pid: number) => Promise<boolean>;
  /** Time for one answer of `isReady`, in milliseconds; 10,000 by default. */
  readonly probeWithinMs?: number;
  /** How far a long start is, in a few words; null when there is nothing to say. */
  readonly progress?: () => Promise<string | null>;
  readonly beforeStart?: () => void;
};

export type Child = {
  readonly name: string;
  /** Resolves when it is ready for the first time; rejects when it never was. */
  readonly ready: Promise<void>;
  /** The process that runs now; null between two starts. */
  readonly current: () => ProcessMark | null;
  readonly stop: () => Promise<void>;
};

export type ChildEvents = {
  /** After every start of a process. */
  readonly onStarted: (child: Child, mark: ProcessMark) => void;
  /** After `failuresAllowed` failed starts in a row, or one that is refused; there is no further start. */
  readonly onGaveUp: (error: ChildFailure) => void;
};

/** A process could not be started; `message` names it and ends with the last lines of its log. */
export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
}

const failuresAllowed = 5;
/** With this exit code a process says that a further start would end in the same way (EX_CONFIG). */
export const refusedCode = 78;
const longestPauseMs = 5_000;
/** After this time the next pause before a restart is short again. */
const stableAfterMs = 10_000;
const probeEveryMs = 100;
/** A process that accepts a connection may never answer on it. */
const longestProbeMs = 10_000;

/**
 * Keeps one process running: starts it, checks until it is ready, and restarts it when it dies, after a
 * pause that doubles from 0.2 s to 5 s and is short again after the process ran for 10 s.
 *
 * Effect: starts processes until `stop` is called or five starts in a row failed.
 */
export function supervise(spec: ChildSpec, events: ChildEvents): Child {
  const stopping = new AbortController();
  const firstReady = Promise.withResolvers<void>();
  // Callers get the rejection from `ready`; before they wait for it, it must not count as unhandled.
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
    const givenUp = AbortSignal.any([ended.signal, stopping.signal]);
    const ready = await becomesReady(spec, mark.pid, givenUp);
    if (ready) firstReady.resolve();
    else await endProcess(mark, spec.stopSignal, spec.stopWithinMs);
    await ended;
    current = null;
    if (running.exitCode === refusedCode) throw new ChildFailure(whyNot(spec, 'cannot start'));
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
      if (Date.now() - startedAt > stableAfterMs) pauseMs = firstPauseMs;
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
    const failure = toFailure(spec, error);
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
      // A process group of its own: Ctrl-C must reach the supervisor only, which stops them in order.
      detached: true,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
    });
  } finally {
    closeSync(log);
  }
}

/** Resolves when the process has ended or could not be started; `signal` aborts at the same time. */
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
    const noAnswer = pause(spec.probeWithinMs ?? longestProbeMs, false, { signal }).catch(
      () => false,
    );
    if (await Promise.race([spec.isReady(pid).catch(() => false), noAnswer]))
      return !signal.aborted;
    await pause(probeEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

function toFailure(spec: ChildSpec, error: unknown): ChildFailure {
  if (error instanceof ChildFailure) return error;
  return new ChildFailure(whyNot(spec, error instanceof Error ? error.message : String(error)));
}

const diskFull = /no space left on device|ENOSPC|disk is full/i;

function whyNot(
  spec: ChildSpec,
  what = `did not become ready in ${failuresAllowed} starts`,
): string {
  const log = lastLines(spec.logFile);
  if (diskFull.test(log)) return `${spec.name} cannot run: the disk is full (${spec.logFile}).`;
  return `${spec.name}: ${what}. The last lines of ${spec.logFile}:\n${log}`;
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  } catch {
    return '(no log)';
  }
}
