import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metrics } from '../../domain/metrics.ts';
import type { MetricRow, Meter } from '../../domain/metrics.ts';

/** From a row of the database to a deep investigation's step, seconds. */
const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 90, 120, 300, 900];

const kinds = { counter: Counter, gauge: Gauge, histogram: Histogram } as const;

/** What Prometheus reads of a process. */
export type Measured = {
  readonly meter: Meter;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

/**
 * Makes the measures of one process: those of the table, and what Node tells of itself.
 *
 * Effect: watches the event loop and the collector of garbage.
 */
export function createMeasures(): Measured {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const made = new Map(
    Object.entries<MetricRow>(metrics).map(([name, row]) => {
      const settings = { name, help: row.help, labelNames: row.labels, registers: [registry] };
      const isHistogram = row.kind === 'histogram';
      return [name, new kinds[row.kind](isHistogram ? { ...settings, buckets } : settings)];
    }),
  );
  const find = <Kind extends Counter | Gauge | Histogram>(
    name: string,
    kind: new (...args: never[]) => Kind,
  ): Kind => {
    const found = made.get(name);
    if (!(found instanceof kind)) throw new Error(`${name} is no measure of this kind`);
    return found;
  };
  return {
    meter: {
      count: (name, labels, by = 1) => find(name, Counter).inc({ ...labels }, by),
      observe: (name, labels, seconds) => find(name, Histogram).observe({ ...labels }, seconds),
      move: (name, by) => find(name, Gauge).inc(by),
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
