import { clearScreenDown, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';

/** A few lines at the bottom of a terminal that are drawn over. */
export type LiveScreen = {
  readonly draw: (lines: readonly string[]) => void;
  /** Leaves what was drawn last where it is. */
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
