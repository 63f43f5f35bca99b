/** A follower sees text at least this often while it grows, milliseconds. */
const flushAfterMs = 200;
const flushAtLength = 2_000;

/**
 * Gathers pieces of text and hands them on in larger ones, so that a word is not a row.
 *
 * Effect: calls `append` with each batch and its number, in order, one at a time.
 */
export function createTextLog(append: (text: string, n: number) => Promise<void>): {
  readonly write: (text: string) => Promise<void>;
  readonly flush: () => Promise<void>;
} {
  let waiting = '';
  let n = 0;
  let lastMs = 0;
  const flush = async (): Promise<void> => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    n += 1;
    await append(text, n);
    lastMs = performance.now();
  };
  return {
    write: async (text) => {
      waiting += text;
      const due = performance.now() - lastMs > flushAfterMs || waiting.length > flushAtLength;
      if (due) await flush();
    },
    flush,
  };
}
