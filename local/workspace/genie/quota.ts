/** Questions a minute for the whole workspace, counted over the last 60 s. */
export type Quota = {
  /** 0 when a question is let in, which counts it; else the seconds until the next one may. */
  readonly take: () => number;
};

const windowMs = 60_000;

/** Effect: remembers when questions were let in. */
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
