import type { LogEvent } from '../../domain/events.ts';
import { hexOf } from '../../domain/ids.ts';
import { closedCall, openedCall, toldAnswer, toldNote } from './items.ts';
import type { Told, Unnumbered } from './items.ts';
import { responseObject, statusOf } from './response-object.ts';
import type { Asked, Item, ResponseObject } from './response-object.ts';
import type { Step } from './steps.ts';
import { createToldLog } from './told-log.ts';
import type { WireEvent } from './told-log.ts';

export type Projection = {
  /** The events of the protocol for the next event of the log. */
  readonly next: (event: LogEvent) => readonly WireEvent[];
  /** The response as far as the log was read. */
  readonly response: () => ResponseObject;
  /** How many events it has given. */
  readonly count: () => number;
};

/**
 * Makes the projection of one log as events of the Responses protocol. It is given the log from its first event
 * on, and the same log gives the same events with the same numbers, so that a client can go on after any.
 *
 * Effect: remembers what it was given.
 *
 * @param page Address of the page that shows the investigation.
 */
export function createProjection(asked: Asked, page: string): Projection {
  const hex = hexOf(asked.row.id);
  const items: Item[] = [];
  const places = new Map<string, number>();

  const response = (): ResponseObject => responseObject(asked, log.progress(), [...items]);
  const whole = (type: string): Unnumbered => ({ type, response: response() });
  const put = (index: number, { item, events }: Told): readonly Unnumbered[] => {
    items[index] = item;
    return events;
  };
  const eventsOf = (step: Step): readonly Unnumbered[] => {
    const next = items.length;
    switch (step.kind) {
      case 'queued':
        return [whole('response.created'), whole('response.queued')];
      case 'started':
        return [whole('response.in_progress')];
      case 'note':
        return put(next, toldNote(hex, next, step.text));
      case 'opened':
        places.set(step.call.key, next);
        return put(next, openedCall(hex, next, step.call));
      case 'closed': {
        const index = places.get(step.call.key) ?? next;
        return put(index, closedCall(hex, index, step));
      }
      case 'answer':
        return put(next, toldAnswer(hex, next, step.answer, page));
      case 'ended':
        return [whole(endTypes[statusOf(log.progress())])];
    }
  };
  const log = createToldLog(eventsOf);
  return { next: log.next, response, count: log.count };
}

/** The protocol has no event for a response that was cancelled: its status tells it. */
const endTypes = {
  queued: 'response.incomplete',
  in_progress: 'response.incomplete',
  incomplete: 'response.incomplete',
  cancelled: 'response.incomplete',
  completed: 'response.completed',
  failed: 'response.failed',
} as const;
