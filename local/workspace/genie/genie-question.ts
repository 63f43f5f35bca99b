import type { CertifiedQuestion } from '../../../sql/catalogue.ts';

/** What Genie runs a query for: a certified question, or one that it composed of a metric. */
export type GenieQuestion = Pick<
  CertifiedQuestion,
  'id' | 'question' | 'variants' | 'meaning' | 'parameters' | 'columns' | 'rows' | 'sql'
>;

/** Ids of composed questions begin so. */
const composedPrefix = 'metrics/';

/** The id of a question composed of a metric. */
export const composedId = (metricId: string): string => `${composedPrefix}${metricId}`;

/** Whether a question was composed and has no certified header. */
export const isComposed = ({ id }: Pick<GenieQuestion, 'id'>): boolean =>
  id.startsWith(composedPrefix);
