/** Adds one item to what the next batch does; resolves with the batch. */
export type Batches<Item> = (item: Item) => Promise<void>;

type Waiting<Item> = {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Does work in batches, one at a time: what comes while one is done waits for the next, together. A commit to
 * a Delta table takes a second, and two at once conflict.
 *
 * Effect: only that of `work`.
 *
 * @param fits How many of the waiting items the next batch takes; at least 1.
 */
export function createBatches<Item>(
  work: (items: readonly Item[]) => Promise<void>,
  fits: (items: readonly Item[]) => number,
): Batches<Item> {
  let waiting: Waiting<Item>[] = [];
  let isBusy = false;
  const next = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    // Those that come in the same turn of the loop are of one batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const count = Math.max(1, fits(waiting.map(({ item }) => item)));
      const batch = waiting.slice(0, count);
      waiting = waiting.slice(count);
      try {
        await work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isBusy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void next();
    });
}
