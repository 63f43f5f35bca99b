import type { LogEvent } from '../../domain/events.ts';
import { piecesOf } from '../responses/answer-text.ts';
import type { Unnumbered } from '../responses/items.ts';
import type { WireEvent } from '../responses/told-log.ts';
import { createStepReader } from '../responses/steps.ts';
import type { Call, Step } from '../responses/steps.ts';

/**
 * Makes the projection of one log as events of the agent server: the run's beginning and end under its names,
 * between them what the work and the answer are. Numbers count from 1, as 0 asks for all of them.
 *
 * Effect: remembers what it was given.
 */
export function createAgentEvents(): (event: LogEvent) => readonly WireEvent[] {
  const read = createStepReader();
  let count = 0;
  let hasAnswer = false;
  return (event) =>
    read(event)
      .flatMap((step) => {
        hasAnswer ||= step.kind === 'answer';
        return eventsOf(step, hasAnswer);
      })
      .map((one) => ({ ...one, sequence_number: (count += 1) }));
}

/** @param hasAnswer Whatever became of the domains, a reader who has an answer has a run that is complete. */
function eventsOf(step: Step, hasAnswer: boolean): readonly Unnumbered[] {
  switch (step.kind) {
    case 'queued':
      return [{ type: 'run.started' }];
    case 'started':
      return [];
    case 'note':
      return [{ type: 'progress', content: step.text }];
    case 'opened':
      return [{ type: 'tool_call', ...calledOf(step.call), arguments: step.call.arguments }];
    case 'closed':
      return [
        { type: 'tool_result', ...calledOf(step.call), ok: step.isAnswered, content: step.text },
      ];
    case 'answer':
      return [
        ...piecesOf(step.answer).map((content) => ({ type: 'delta', content })),
        { type: 'message', content: step.answer.markdown },
      ];
    case 'ended':
      return hasAnswer && step.status !== 'cancelled'
        ? [{ type: 'run.completed' }]
        : [{ type: 'run.failed', error: step.failure?.message ?? `It was ${step.status}.` }];
  }
}

const calledOf = ({ key, name }: Call) => ({ call_id: key, name });

/** One event as the agent server sends it. Pure. */
export const encodeAgentEvent = ({ sequence_number: n, ...event }: WireEvent): string =>
  `id: ${n}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
