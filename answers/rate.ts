import type { EvidenceColumn } from '../domain/evidence.ts';

/** Whether a measure is one whose sum says nothing: a share, a mean, a percentile, different things of each day. */
export const isRate = ({ name, unit }: EvidenceColumn): boolean =>
  unit === 'percent' ||
  unit === 'times' ||
  unit === 's' ||
  /^distinct_|percent|ratio|rate|share|mean|avg|average|median|p\d\d|score|deviation|highest|longest|shortest|slowest|peak|usual|daily_|_per_|auto_|(?:min|max)_/i.test(
    name,
  );
