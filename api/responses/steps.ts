import type { Answer } from '../../domain/answer.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { EndStatus, Failure } from '../../domain/investigation.ts';
import { isAnswer } from '../../domain/outcome.ts';
import { plainText } from '../../domain/plain-text.ts';

/** A piece of work within an investigation: a question to Genie, or a tool. */
export type Call = {
  /** The same in every reading of the log: letters, digits and underscores. */
  readonly key: string;
  readonly server: 'genie' | 'tools';
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
};

/** What a client of another protocol is told, in the order of the log. */
export type Step =
  | { readonly kind: 'queued' }
  | { readonly kind: 'started' }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'opened'; readonly call: Call }
  | {
      readonly kind: 'closed';
      readonly call: Call;
      readonly isAnswered: boolean;
      readonly text: string;
    }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'ended'; readonly status: EndStatus; readonly failure: Failure | null };

type EventOf<Type extends LogEvent['type']> = Extract<LogEvent, { type: Type }>;
type Rows = {
  [Type in LogEvent['type']]?: (event: EventOf<Type>) => readonly Step[];
};

const note = (text: string): Step => ({ kind: 'note', text: plainText(text).trim() });
const words = (name: string): string => name.replaceAll('_', ' ');

/** What was told of one log. */
type Teller = {
  /** A note that is told once, by its key. */
  readonly once: (key: string, text: string) => readonly Step[];
  readonly isOpen: (call: Call) => boolean;
  readonly opened: (call: Call) => readonly Step[];
  /** A call that was not told of begins first. */
  readonly closed: (call: Call, isAnswered: boolean, text: string) => readonly Step[];
  readonly open: () => readonly Call[];
};

function createTeller(): Teller {
  const open = new Map<string, Call>();
  const told = new Set<string>();
  const opened = (call: Call): readonly Step[] => {
    if (open.has(call.key)) return [];
    open.set(call.key, call);
    return [{ kind: 'opened', call }];
  };
  return {
    once: (key, text) => {
      if (told.has(key)) return [];
      told.add(key);
      return [note(text)];
    },
    isOpen: ({ key }) => open.has(key),
    opened,
    closed: (call, isAnswered, text) => {
      const before = opened(call);
      const known = open.get(call.key) ?? call;
      open.delete(call.key);
      return [...before, { kind: 'closed', call: known, isAnswered, text: plainText(text).trim() }];
    },
    open: () => [...open.values()],
  };
}

/**
 * Makes a reader of one log that turns its events into steps. The same log gives the same steps, however often
 * and by whomever it is read; pieces of the answer give none, as a text that is checked may be written anew.
 *
 * Effect: the reader remembers which calls are open; it is given the events in order, from the first one.
 */
export function createStepReader(): (event: LogEvent) => readonly Step[] {
  const teller = createTeller();
  const tables = new Map<string, string[]>();
  let answer: Answer | null = null;
  const rows: Rows = {
    queued: () => [{ kind: 'queued' }],
    started: () => [{ kind: 'started' }],
    routed: ({ routing }) => [note(planOf(routing))],
    'lane.started': (event) => {
      const call = laneCall(event, event.question);
      return teller.isOpen(call)
        ? [note(`Asking ${event.domain} in other words: ${event.question}`)]
        : teller.opened(call);
    },
    'lane.waiting': (event) => teller.once(waitKey(event), waitText(event)),
    'evidence.added': (event) => {
      const key = laneKey(event);
      tables.set(key, [...(tables.get(key) ?? []), `${event.title} (${event.rowCount} rows)`]);
      return [];
    },
    'lane.finished': (event) => {
      const { outcome, detail } = event;
      const found = tables.get(laneKey(event)) ?? [];
      const lines = [words(outcome), ...found, ...(detail ? [detail] : [])];
      return teller.closed(laneCall(event, null), isAnswer(outcome), lines.join('\n'));
    },
    'tool.started': ({ tool }) => teller.opened(toolCall(tool)),
    'tool.finished': ({ tool, outcome, summary }) =>
      teller.closed(toolCall(tool), isAnswer(outcome), `${words(outcome)}\n${summary}`),
    explained: ({ explanation: { lines } }) => (lines.length > 0 ? [note(lines.join('\n'))] : []),
    planned: ({ round, steps }) => [note(`Round ${round} has ${steps.length} steps.`)],
    'answer.finished': (event) => {
      answer = event.answer;
      return [];
    },
    finished: ({ status, failure }) => [
      ...teller.open().flatMap((call) => teller.closed(call, false, leftOpen)),
      ...(answer === null ? [] : [{ kind: 'answer', answer } as const]),
      { kind: 'ended', status, failure },
    ],
  };
  return (event) => stepsBy(rows, event);
}

const leftOpen = 'The investigation ended before it did.';

/** The rows of the table are typed by event type, so the row of this type accepts this event. */
function stepsBy(rows: Rows, event: LogEvent): readonly Step[] {
  const row = rows[event.type] as ((event: LogEvent) => readonly Step[]) | undefined;
  return row?.(event) ?? [];
}

type Lane = { readonly domain: string; readonly round: number };

const laneKey = ({ domain, round }: Lane): string => `${domain}_${round}`;

const laneCall = (lane: Lane, question: string | null): Call => ({
  key: laneKey(lane),
  server: 'genie',
  name: 'ask_genie',
  arguments: { domain: lane.domain, ...(question === null ? {} : { question }) },
});

const toolCall = (tool: string): Call => ({
  key: `tool_${tool}`,
  server: 'tools',
  name: tool,
  arguments: {},
});

function planOf({ domains, tools }: EventOf<'routed'>['routing']): string {
  const asked = domains.map(({ domain, question }) => `Asking ${domain}: ${question}`);
  const used = tools.map(({ tool }) => `Using ${words(tool)}`);
  const lines = [...asked, ...used];
  return lines.length === 0 ? 'No domain is asked.' : lines.join('\n');
}

/** Where a lane stands in the queue changes with every look; each question of Genie is another. */
const waitKey = (event: EventOf<'lane.waiting'>): string =>
  event.reason === 'clarification' ? event.questionId : `${event.reason} ${laneKey(event)}`;

function waitText(event: EventOf<'lane.waiting'>): string {
  const { domain } = event;
  if (event.reason === 'quota') return `Waiting for Genie's quota: ${domain}.`;
  if (event.reason === 'warehouse') return `Waiting for a SQL warehouse to start: ${domain}.`;
  if (event.reason === 'sign-in')
    return `Waiting for ${event.askedAs} to sign in to the workspace again: ${domain}.`;
  return `Genie asks back about ${domain}: ${event.question}`;
}
