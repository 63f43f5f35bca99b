/** After this time the next piece of text is appended immediately, milliseconds. */
const flushAfterMs = 200;
const flushAtLength = 2_000;

/**
 * Joins small pieces of text into larger ones, so that the log does not get one row per word.
 *
 * Effect: calls `append` with each batch and its number, in order, one at a time.
 */
export function createTextLog(append: (text: string, n: number) => Promise<void>): {
  readonly write: (text: string) => Promise<void>;
  readonly flush: () => Promise<void>;
  /** Forgets what was not appended yet. */
  readonly discard: () => void;
} {
  let pending = '';
  let n = 0;
  let lastMs = 0;
  const appendBatch = async (text: string): Promise<void> => {
    pending = pending.slice(text.length);
    if (text === '') return;
    n += 1;
    await append(text, n);
    lastMs = performance.now();
  };
  return {
    write: async (text) => {
      pending += text;
      const due = performance.now() - lastMs > flushAfterMs || pending.length > flushAtLength;
      // The first half of a surrogate pair waits for the second.
      if (due) await appendBatch(pending.replace(/[\uD800-\uDBFF]$/, ''));
    },
    flush: () => appendBatch(pending),
    discard: () => {
      pending = '';
    },
  };
}
