import type { LogEvent } from '../../domain/events.ts';
import { applyEvent, unstarted } from '../../domain/resource.ts';
import type { Unnumbered } from './items.ts';
import { createStepReader } from './steps.ts';
import type { Step } from './steps.ts';

/** An event as clients get it. The numbers of a response's events count from 0 without a gap. */
export type WireEvent = Unnumbered & { readonly sequence_number: number };

/**
 * Reads a log from its first event on and numbers what is told of it.
 *
 * Effect: remembers what it was given.
 *
 * @param eventsOf What is told of a step; `progress` is then that of the event which it came with.
 */
export function createToldLog(eventsOf: (step: Step) => readonly Unnumbered[]) {
  const read = createStepReader();
  let progress = unstarted;
  let count = 0;
  return {
    progress: () => progress,
    next: (event: LogEvent): readonly WireEvent[] => {
      progress = applyEvent(progress, event);
      return read(event)
        .flatMap(eventsOf)
        .map((one) => ({ ...one, sequence_number: count++ }));
    },
    count: () => count,
  };
}
