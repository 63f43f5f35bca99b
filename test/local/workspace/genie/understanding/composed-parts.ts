import { readMetrics } from '../../../../../sql/metrics.ts';
import type { Reading } from '../../../../../wordings/metrics/reading.ts';

const metrics = readMetrics();

/** A reading of a metric that asks for its first measure only. */
export const readingOf = (id: string, over: Partial<Reading> = {}): Reading => {
  const metric = metrics.find((one) => one.id === id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  const [first] = metric.measures;
  const measures = first === undefined ? [] : [first.name];
  return {
    metric,
    begins: false,
    measures,
    distinct: [],
    groups: [],
    filters: [],
    either: [],
    names: [],
    order: null,
    topOf: null,
    isShare: false,
    isOfNames: false,
    whole: null,
    wholeFilter: null,
    when: null,
    isJoint: false,
    counts: false,
    lists: null,
    ...over,
  };
};

/** Of a time no name is given. */
const namesIn = ({ dimensions }: Reading['metric']) =>
  dimensions.filter(({ name }) => !['day', 'week', 'month', 'hour'].includes(name));

/** Every part of every metric alone: a statement that does not run is found here. */
export const parts = metrics.flatMap((metric) => [
  ...metric.measures.map(
    ({ name }) => [metric.id, `measure ${name}`, { measures: [name] }] as const,
  ),
  ...metric.dimensions.map(({ name }) => [metric.id, `by ${name}`, { groups: [name] }] as const),
  ...metric.dimensions.map(
    ({ name }) => [metric.id, `different ${name}`, { distinct: [name], measures: [] }] as const,
  ),
  ...(metric.time === undefined
    ? []
    : [[metric.id, 'when', { when: 'last', measures: [] }] as const]),
  ...(metric.latest.length === 0
    ? []
    : [[metric.id, 'the last one', { when: 'latest', measures: [] }] as const]),
  ...(metric.listed.length === 0
    ? []
    : [[metric.id, 'one by one', { lists: 'all', measures: [] }] as const]),
  ...metric.filters.map(({ name }) => [metric.id, `only ${name}`, { filters: [name] }] as const),
  ...namesIn(metric).map(
    ({ name }) =>
      [
        metric.id,
        `of one ${name}`,
        { names: [{ dimension: name, name: "an 'odd' name" }] },
      ] as const,
  ),
]);
