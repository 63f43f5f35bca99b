import type { Target } from './exporter.ts';
import { toOtlp } from './otlp.ts';
import type { ReadFinished } from './read-finished.ts';
import type { Send } from './send.ts';
import { traceOf } from './trace-of.ts';
import type { TraceOptions } from './parts.ts';

/**
 * A collector of OpenTelemetry: it gets the spans of every investigation.
 *
 * Effect: one POST for a batch.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export function collectorTarget(send: Send, read: ReadFinished, options: TraceOptions): Target {
  return {
    name: 'otlp',
    kinds: {
      trace: async (ids) => {
        const traces = (await read(ids)).map((one) => traceOf(one, options));
        if (traces.length > 0) await send('POST', '/v1/traces', toOtlp(traces));
      },
    },
  };
}
