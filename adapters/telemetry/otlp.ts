import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { Attributes, HrTime, SpanContext } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Span, Trace } from './span.ts';

const resource = resourceFromAttributes({ 'service.name': 'health-monitor' });
const instrumentationScope = { name: 'health-monitor' };

const timeOf = (ms: number): HrTime => [Math.floor(ms / 1_000), (ms % 1_000) * 1e6];

function attributesOf({ attributes, error }: Span): Attributes {
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === null ? [] : [[name, typeof value === 'object' ? [...value] : value] as const],
  );
  return { ...Object.fromEntries(given), ...(error === null ? {} : { 'error.type': error }) };
}

function readable(traceId: string, span: Span): ReadableSpan {
  const contextOf = (spanId: string): SpanContext => ({
    traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  const parent = span.parentId === null ? {} : { parentSpanContext: contextOf(span.parentId) };
  const code = span.error === null ? SpanStatusCode.OK : SpanStatusCode.ERROR;
  return {
    ...parent,
    name: span.name,
    kind: span.kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
    spanContext: () => contextOf(span.id),
    startTime: timeOf(span.startMs),
    endTime: timeOf(span.endMs),
    duration: timeOf(span.endMs - span.startMs),
    // MLflow shows a span without a status as unfinished.
    status: span.error === null ? { code } : { code, message: span.error },
    attributes: attributesOf(span),
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Traces as a request of OTLP in protobuf. Pure. */
export function toOtlp(traces: readonly Trace[]): Uint8Array {
  const spans = traces.flatMap(({ traceId, spans: all }) =>
    all.map((span) => readable(traceId, span)),
  );
  const bytes = ProtobufTraceSerializer.serializeRequest(spans);
  if (bytes === undefined) throw new Error('The traces could not be written as protobuf.');
  return bytes;
}
