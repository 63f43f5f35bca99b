import type { Domain } from '../../domain/domains.ts';
import type { LogEvent, SteerAction } from '../../domain/events.ts';
import { ServiceRefusal } from '../service-client.ts';
import type { ServiceClient } from '../service-client.ts';

/** A question that Genie asks back. */
export type Clarification = Extract<LogEvent, { type: 'lane.waiting' }> & {
  readonly reason: 'clarification';
};

/** Reads what the user says to a question of Genie; null when there is nobody to ask. */
export type ReadReply = (question: string) => Promise<string | null>;

/**
 * Takes the events of one investigation and answers the questions that Genie asks back: with the
 * user's words, or, when nobody says anything and no domain works any more, by asking for the answer
 * at once.
 *
 * Effect: may read from a terminal; steers the investigation.
 */
export function createClarifier(
  client: Pick<ServiceClient, 'steer'>,
  id: string,
  readReply: ReadReply,
): (event: LogEvent) => Promise<void> {
  const working = new Set<Domain>();
  const steer = async (action: SteerAction): Promise<void> => {
    try {
      await client.steer(id, action);
    } catch (error) {
      // It came too late: the log says how the lane or the investigation has ended.
      if (!(error instanceof ServiceRefusal && error.status === 409)) throw error;
    }
  };
  let unanswered = 0;
  return async (event) => {
    if (event.type === 'lane.started') working.add(event.domain);
    if (event.type === 'lane.finished') working.delete(event.domain);
    if (isClarification(event)) {
      working.delete(event.domain);
      const { domain, questionId } = event;
      const said = (await readReply(event.question))?.trim();
      if (said) return steer({ action: 'answer', domain, questionId, text: said });
      unanswered += 1;
    }
    if (unanswered > 0 && working.size === 0) {
      unanswered = 0;
      await steer({ action: 'answerNow' });
    }
  };
}

function isClarification(event: LogEvent): event is Clarification {
  return event.type === 'lane.waiting' && event.reason === 'clarification';
}
