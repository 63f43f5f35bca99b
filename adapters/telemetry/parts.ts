import type { LogEvent } from '../../domain/events.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { spanIdOf } from './span.ts';
import type { Span } from './span.ts';

/** An investigation that has ended, as it is stored. */
export type Finished = {
  readonly owner: string;
  readonly investigation: Investigation;
  readonly events: readonly LogEvent[];
  readonly evidence: readonly Evidence[];
};

export type TraceOptions = {
  /** Whether questions, answers, rows and the SQL that Genie wrote are sent. */
  readonly content: boolean;
  /** Name of the model that is set; null without one. */
  readonly model: string | null;
  /** What a trace at MLflow points to. */
  readonly links?: Links;
};

export type Links = {
  readonly tags: Readonly<Record<string, string>>;
  /** The registered version of a prompt, by its hash. */
  readonly promptOf: ReadonlyMap<string, { readonly name: string; readonly version: string }>;
};

/** What every span is made of. */
export type Parts = Finished & TraceOptions & { readonly rootId: string };

export type Of<Type extends LogEvent['type']> = Extract<LogEvent, { type: Type }>;

/** A time of the log, epoch milliseconds. Pure. */
export const msOf = (at: string): number => Date.parse(at);

/** The events of one type, in order. Pure. */
export const only = <Type extends LogEvent['type']>(
  events: readonly LogEvent[],
  type: Type,
): readonly Of<Type>[] => events.filter((event): event is Of<Type> => event.type === type);

/** A span between two times that is a child of another; `step` tells it from all others. Pure. */
export const child = (
  { investigation, rootId }: Parts,
  step: string,
  span: Omit<Span, 'id' | 'parentId' | 'kind' | 'error'> & Partial<Pick<Span, 'kind' | 'error'>>,
  parent = rootId,
): Span => ({
  kind: 'internal',
  error: null,
  ...span,
  id: spanIdOf(investigation.id, step),
  parentId: parent,
  startMs: Math.min(span.startMs, span.endMs),
});
