import { readMetrics } from '../../sql/metrics.ts';
import { plainWords } from './words.ts';

/**
 * All that metrics understand or pass over: none of it is misspelt.
 *
 * Effect: reads the metrics at the first use.
 */
export const metricTexts = (): readonly string[] => [
  ...plainWords,
  ...readMetrics().flatMap(({ noun, ignore, not, dimensions, measures, filters }) => [
    noun,
    ...ignore,
    ...not,
    ...[...dimensions, ...measures, ...filters].flatMap(({ name, synonyms }) => [
      name.replaceAll('_', ' '),
      ...synonyms,
    ]),
  ]),
];
