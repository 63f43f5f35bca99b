import { createHash } from 'node:crypto';
import type { InvestigationId } from '../../domain/ids.ts';

/** A list of texts or numbers, or one of them. */
export type SpanValue = string | number | boolean | readonly string[];

/** One step of an investigation. Times are epoch milliseconds, ids lower-case hex as OpenTelemetry has them. */
export type Span = {
  readonly id: string;
  /** Null for the root. */
  readonly parentId: string | null;
  readonly name: string;
  /** `client` for a call of a model. */
  readonly kind: 'internal' | 'client';
  readonly startMs: number;
  readonly endMs: number;
  /** Null leaves one out. */
  readonly attributes: Readonly<Record<string, SpanValue | null>>;
  /** What `error.type` has; null for a step that ended well. */
  readonly error: string | null;
};

/** All spans of one investigation, its root first. */
export type Trace = { readonly traceId: string; readonly spans: readonly Span[] };

const prefix = 'inv_';
const spanDigits = 16;

/** The trace of an investigation has its digits, so that whoever has the one knows the other. Pure. */
export const traceIdOf = (id: InvestigationId): string => id.slice(prefix.length);

/** The same step has the same id however often it is sent. Pure. */
export const spanIdOf = (id: InvestigationId, step: string): string =>
  createHash('sha256').update(`${id} ${step}`).digest('hex').slice(0, spanDigits);
