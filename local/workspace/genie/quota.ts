/** The limit of questions per minute of the workspace, in a sliding window of 60 s. */
export type Quota = {
  /** 0 when a question is accepted, which counts it; else the seconds until the next one is accepted. */
  readonly take: () => number;
};

const windowMs = 60_000;

/** Effect: keeps the times of accepted questions in memory. */
export function createQuota(perMinute: number): Quota {
  let taken: number[] = [];
  return {
    take: () => {
      const now = Date.now();
      taken = taken.filter((at) => at > now - windowMs);
      const oldest = taken[0];
      if (taken.length < perMinute || oldest === undefined) {
        taken.push(now);
        return 0;
      }
      return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    },
  };
}
