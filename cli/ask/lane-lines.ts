import type { LogEvent } from '../../domain/events.ts';
import { isAnswer } from '../../domain/outcome.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Progress } from '../../domain/resource.ts';
import { plainText } from '../../domain/plain-text.ts';
import { checkLine, checkLines, type CheckNotes } from './check-lines.ts';

/** What is shown while an investigation runs: its state and the latest news of each lane. */
export type Watched = {
  readonly progress: Progress;
  readonly notes: Readonly<Partial<Record<Domain, string>>>;
  readonly checks: CheckNotes;
};

const marks = { queued: '·', waiting: '…', asking: '▸', finished: '✓' } as const;

/**
 * The lines of a live view: one for each lane, then the latest checks of causes and the state of the
 * investigation.
 *
 * @param width Columns of the terminal; no line is longer.
 */
export function liveLines(
  { progress, notes, checks }: Watched,
  nowMs: number,
  width: number,
): string[] {
  const lanes = progress.lanes.map((lane) => {
    const mark = lane.outcome === null || isAnswer(lane.outcome) ? marks[lane.status] : '✗';
    const clock = elapsed(lane.startedAt, lane.finishedAt, nowMs);
    return `${mark} ${lane.domain.padEnd(12)}${clock.padStart(6)}  ${notes[lane.domain] ?? lane.status}`;
  });
  return [...lanes, ...checkLines(checks), stage(progress)].map((line) => cut(line, width));
}

function stage(progress: Progress): string {
  if (progress.status === 'queued') return 'Waiting for a worker';
  if (progress.routing === null) return 'Choosing domains';
  if (!progress.lanes.every((lane) => lane.status === 'finished')) return 'Asking Genie';
  const isSearched = progress.routing.intent && progress.explanation === null;
  return isSearched ? 'Looking for the cause' : 'Writing the answer';
}

function elapsed(from: string | null, to: string | null, nowMs: number): string {
  if (from === null) return '';
  const ms = (to === null ? nowMs : Date.parse(to)) - Date.parse(from);
  return `${Math.max(0, Math.round(ms / 1000))} s`;
}

function cut(line: string, width: number): string {
  const characters = Array.from(line);
  return characters.length < width ? line : `${characters.slice(0, width - 2).join('')}…`;
}

type Notes = {
  [Type in LogEvent['type']]?: (event: Extract<LogEvent, { type: Type }>) => string;
};

const laneNotes: Notes = {
  'lane.started': (event) =>
    event.from === 'late'
      ? `collects the answer to: ${event.question}`
      : `asks Genie: ${event.question}`,
  'lane.waiting': (event) => {
    if (event.reason === 'quota') return `waits for Genie's quota, position ${event.position}`;
    if (event.reason === 'warehouse') return 'waits for a SQL warehouse to start';
    if (event.reason === 'sign-in') return `waits for a new sign-in of ${event.askedAs}`;
    return `Genie asks back: ${event.question}`;
  },
  'lane.progress': (event) => event.status.toLowerCase().replaceAll('_', ' '),
  'evidence.added': (event) =>
    `table received: ${event.title} (${event.rowCount} ${event.rowCount === 1 ? 'row' : 'rows'})`,
  'lane.finished': (event) =>
    `${event.from === 'copied' ? 'as before: ' : ''}${event.outcome.replaceAll('_', ' ')}${event.detail === null ? '' : `: ${event.detail}`}`,
};

const toolName = (tool: string): string => tool.replaceAll('_', ' ');

const investigationNotes: Notes = {
  routed: (event) => {
    const names = event.routing.domains.map(({ domain }) => domain).join(', ');
    return names === '' ? 'No domain is asked' : `Asking ${names}`;
  },
  'tool.started': ({ tool }) => `Using ${toolName(tool)}`,
  'tool.finished': ({ tool, outcome, summary }) =>
    `${toolName(tool)} ${outcome.replaceAll('_', ' ')}: ${summary}`,
  planned: ({ round, steps, done }) => {
    const wait = steps.find((step) => step.kind === 'wait');
    if (wait !== undefined) return `Round ${round} waits for rows until ${wait.until}`;
    return done === null
      ? `Round ${round} has ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`
      : `No further round: ${done.replaceAll('_', ' ')}`;
  },
  'round.finished': ({ round, found }) => `Round ${round} found ${found.length} new tables`,
  'answer.started': () => 'Writing the answer',
  'answer.reset': () => 'Writing the answer again',
};

/**
 * The news of a lane in an event, in a few words; null for other events.
 */
export function laneNote(event: LogEvent): { domain: Domain; note: string } | null {
  const note = noteBy(laneNotes, event);
  return note !== null && 'domain' in event && event.round !== 0
    ? { domain: event.domain, note }
    : null;
}

/**
 * The line of an event where lines cannot be redrawn; null for events without one.
 */
export function plainLine(event: LogEvent): string | null {
  const lane = laneNote(event);
  return lane === null
    ? (noteBy(investigationNotes, event) ?? checkLine(event))
    : `${lane.domain}: ${lane.note}`;
}

/** The rows of the table are typed by event type, so the row of this type accepts this event. */
function noteBy(notes: Notes, event: LogEvent): string | null {
  const note = notes[event.type] as ((event: LogEvent) => string) | undefined;
  return note === undefined ? null : plainText(note(event)).replaceAll(/\s+/g, ' ');
}
