import type { WriteStream } from 'node:tty';
import type { LogEvent } from '../../domain/events.ts';
import { applyEvent, unstarted } from '../../domain/resource.ts';
import { withCheck } from './check-lines.ts';
import { laneNote, liveLines, plainLine } from './lane-lines.ts';
import type { Watched } from './lane-lines.ts';
import { createLiveScreen } from './live-screen.ts';

/** Shows events as they arrive. */
export type Watcher = Disposable & {
  readonly see: (event: LogEvent) => void;
  readonly say: (line: string) => void;
  /** Leaves the terminal to somebody else meanwhile. */
  readonly whilePaused: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

const redrawMs = 250;
const usualColumns = 80;

/**
 * Shows the progress of an investigation: redrawn lines on a terminal, one line for each event elsewhere.
 *
 * Effect: writes to `out`; on a terminal also without an event, for the clocks, until disposed.
 */
export function createWatcher(out: NodeJS.WriteStream): Watcher {
  return out.isTTY ? liveWatcher(out) : plainWatcher(out);
}

function plainWatcher(out: NodeJS.WritableStream): Watcher {
  const say = (line: string): void => {
    out.write(`${line}\n`);
  };
  return {
    say,
    see: (event) => {
      const line = plainLine(event);
      if (line !== null) say(line);
    },
    whilePaused: (work) => work(),
    [Symbol.dispose]: () => {},
  };
}

function liveWatcher(out: WriteStream): Watcher {
  const screen = createLiveScreen(out);
  let watched: Watched = { progress: unstarted, notes: {}, checks: {} };
  // A terminal that does not know its width has 0 columns.
  const lines = (): string[] => liveLines(watched, Date.now(), out.columns || usualColumns);
  let isPaused = false;
  const draw = (): void => {
    if (!isPaused) screen.draw(lines());
  };
  const timer = setInterval(draw, redrawMs);
  return {
    see: (event) => {
      const lane = laneNote(event);
      watched = {
        progress: applyEvent(watched.progress, event),
        notes: lane === null ? watched.notes : { ...watched.notes, [lane.domain]: lane.note },
        checks: withCheck(watched.checks, event),
      };
      draw();
    },
    say: (line) => {
      screen.draw([line]);
      screen.end();
      draw();
    },
    whilePaused: async (work) => {
      draw();
      screen.end();
      isPaused = true;
      try {
        return await work();
      } finally {
        isPaused = false;
      }
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      // The lines of the lanes stay; the line of the investigation's state goes.
      screen.draw(lines().slice(0, -1));
      screen.end();
    },
  };
}
