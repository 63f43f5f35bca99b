import type { EvidenceColumn } from '../domain/evidence.ts';

/** Whether a measure is one whose sum says nothing: a share, a mean, a percentile. */
export const isRate = ({ name, unit }: EvidenceColumn): boolean =>
  unit === 'percent' ||
  unit === 'times' ||
  unit === 's' ||
  /percent|ratio|rate|share|mean|avg|average|median|p\d\d|score|deviation|longest|shortest|slowest|peak|usual|daily_|_per_|auto_|(?:min|max)_/i.test(
    name,
  );
