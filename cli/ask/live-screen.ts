import { clearScreenDown, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';

/** Lines at the bottom of a terminal that are redrawn in place. */
export type LiveScreen = {
  readonly draw: (lines: readonly string[]) => void;
  /** Keeps the last lines on the screen. */
  readonly end: () => void;
};

/**
 * Redraws lines in place.
 *
 * Effect: writes to the terminal; it must be the only writer until `end`.
 */
export function createLiveScreen(terminal: WriteStream): LiveScreen {
  let drawn = 0;
  return {
    draw: (lines) => {
      moveCursor(terminal, 0, -drawn);
      clearScreenDown(terminal);
      terminal.write(lines.map((line) => `${line}\n`).join(''));
      drawn = lines.length;
    },
    end: () => {
      drawn = 0;
    },
  };
}
