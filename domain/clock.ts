/**
 * The clock of the data, by which "yesterday" is meant: the time that a setting pins it to, else the real
 * one. Epoch milliseconds; given a real time, what the clock shows then.
 */
export type Clock = (realMs?: number) => number;

/** @param pinnedNow ISO-8601; null for the real time. */
export function clockOf(pinnedNow: string | null): Clock {
  if (pinnedNow === null) return (realMs = Date.now()) => realMs;
  const pinnedMs = Date.parse(pinnedNow);
  return () => pinnedMs;
}
