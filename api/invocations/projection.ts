import type { Evidence } from '../../domain/evidence.ts';
import { hexOf } from '../../domain/ids.ts';
import type { AnswerText } from '../responses/answer-text.ts';
import { added, done, toldAnswer, toldNote } from '../responses/items.ts';
import type { Told, Unnumbered } from '../responses/items.ts';
import type { Projection } from '../responses/projection.ts';
import { responseObject } from '../responses/response-object.ts';
import type { Asked, Item, ResponseObject } from '../responses/response-object.ts';
import type { Call, Step } from '../responses/steps.ts';
import { createToldLog } from '../responses/told-log.ts';
import { invocationOutputs } from './outputs.ts';

/** What a projection in this dialect needs. */
export type DialectGiven = {
  readonly asked: Asked;
  /** Address of the page that shows the investigation. */
  readonly page: string;
  /** The tables behind the answer; asked for at the end. */
  readonly evidence: () => readonly Evidence[];
};

/**
 * Makes the projection of one log in the dialect of Databricks' agents: work is told as calls with their outputs,
 * there is always a message, and the end has what front ends of the original system read.
 *
 * Effect: remembers what it was given.
 */
export function createDialectProjection({ asked, page, evidence }: DialectGiven): Projection {
  const hex = hexOf(asked.row.id);
  const items: Item[] = [];
  let hasAnswer = false;

  const outputs = () => ({
    custom_outputs: invocationOutputs(asked.row, log.progress(), evidence()),
  });
  const response = (): ResponseObject => ({
    ...responseObject(asked, log.progress(), [...items]),
    ...outputs(),
  });
  const put = (tell: (index: number) => Told): readonly Unnumbered[] => {
    const { item, events } = tell(items.length);
    items.push(item);
    return events;
  };
  const message = (answer: AnswerText): readonly Unnumbered[] => {
    hasAnswer = true;
    return withOutputs(
      put((index) => toldAnswer(hex, index, answer, page)),
      outputs(),
    );
  };
  const ended = (step: Ended): readonly Unnumbered[] => {
    const events = hasAnswer ? [] : message({ markdown: insteadOf(step), citations: [] });
    return [...events, ...endOf(response())];
  };
  const eventsOf = (step: Step): readonly Unnumbered[] => {
    switch (step.kind) {
      case 'queued':
        return [{ type: 'response.created', response: response() }];
      case 'started':
        return [{ type: 'response.in_progress', response: response() }];
      case 'note':
        return put((index) => toldNote(hex, index, step.text));
      case 'opened':
        return put((index) => callOf(hex, index, step.call));
      case 'closed':
        return put((index) => outputOf(hex, index, step));
      case 'answer':
        return message(step.answer);
      case 'ended':
        return ended(step);
    }
  };
  const log = createToldLog(eventsOf);
  return { next: log.next, response, count: log.count };
}

type Ended = Extract<Step, { kind: 'ended' }>;

/** Clients that read a stream find what is beside the text at its message. */
const withOutputs = (events: readonly Unnumbered[], outputs: object): readonly Unnumbered[] =>
  events.map((event) =>
    event.type === 'response.output_item.done' ? { ...event, ...outputs } : event,
  );

/** The end: as the protocol has it, as one provider misspells it, and as the original's guide names it. */
const endOf = (response: ResponseObject): readonly Unnumbered[] => [
  { type: 'response.completed', response },
  { type: 'responses.completed', response },
  { type: 'response.done' },
];

function insteadOf({ status, failure }: Ended): string {
  if (status === 'cancelled') return 'The investigation was cancelled before it had an answer.';
  return `There is no answer. ${failure?.message ?? 'No domain could give one.'}`;
}

const callIdOf = (hex: string, { key }: Call): string => `call_${hex}_${key}`;

function callOf(hex: string, index: number, call: Call): Told {
  const item = {
    type: 'function_call',
    id: `fc_${hex}_${call.key}`,
    call_id: callIdOf(hex, call),
    name: call.name,
    arguments: JSON.stringify(call.arguments),
    status: 'completed',
  };
  return { item, events: [added(index, { ...item, status: 'in_progress' }), done(index, item)] };
}

function outputOf(
  hex: string,
  index: number,
  { call, text }: Extract<Step, { kind: 'closed' }>,
): Told {
  const item = {
    type: 'function_call_output',
    id: `fc_${hex}_${call.key}_output`,
    call_id: callIdOf(hex, call),
    output: text,
  };
  return { item, events: [added(index, item), done(index, item)] };
}
