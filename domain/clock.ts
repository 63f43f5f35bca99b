/**
 * The clock of the data, by which "yesterday" is meant: the time that a setting pins it to, else the real
 * one. Deadlines go by the real one always.
 *
 * @param pinnedNow ISO-8601; null for the real time.
 * @returns Reads epoch milliseconds.
 */
export function clockOf(pinnedNow: string | null): () => number {
  if (pinnedNow === null) return () => Date.now();
  const pinnedMs = Date.parse(pinnedNow);
  return () => pinnedMs;
}
