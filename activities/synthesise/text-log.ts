/** After this time the next piece of text is appended at once, milliseconds. */
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
} {
  let pending = '';
  let n = 0;
  let lastMs = 0;
  const flush = async (): Promise<void> => {
    if (pending === '') return;
    const text = pending;
    pending = '';
    n += 1;
    await append(text, n);
    lastMs = performance.now();
  };
  return {
    write: async (text) => {
      pending += text;
      const due = performance.now() - lastMs > flushAfterMs || pending.length > flushAtLength;
      if (due) await flush();
    },
    flush,
  };
}
