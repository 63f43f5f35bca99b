/**
 * Runs work while `Date.now` and `Math.random` are those of a simulation: activities read them where no port gives
 * them. The work must not wait for anything but promises.
 *
 * Effect: changes both for the time of the work.
 */
export async function underVirtualGlobals<Result>(
  now: () => number,
  random: () => number,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = { now: Date.now, random: Math.random };
  Date.now = now;
  Math.random = random;
  try {
    return await work();
  } finally {
    Date.now = before.now;
    Math.random = before.random;
  }
}
