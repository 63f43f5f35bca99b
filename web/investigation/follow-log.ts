import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { EventType, LogEvent } from '../../domain/events.ts';

/** How the log is followed: `lost` while the connection is made again, `ended` after the last event. */
export type Connection = 'connecting' | 'open' | 'lost' | 'ended';

/** A log that is followed until it is disposed. */
export type LogFollower = Disposable & { readonly connection: ReadonlySignal<Connection> };

/** The stream names each event by its type, and a browser tells only those that were asked for. */
const types: Readonly<Record<EventType, true>> = {
  queued: true,
  started: true,
  routed: true,
  'lane.started': true,
  'lane.waiting': true,
  'lane.progress': true,
  'evidence.added': true,
  'lane.finished': true,
  'tool.started': true,
  'tool.finished': true,
  'check.started': true,
  'check.finished': true,
  explained: true,
  planned: true,
  'round.finished': true,
  steered: true,
  'answer.started': true,
  'answer.delta': true,
  'answer.reset': true,
  'answer.finished': true,
  remembered: true,
  finished: true,
};

const firstRetryMs = 500;
const longestRetryMs = 5_000;

/**
 * Follows a log from its beginning to `finished`, each event once and in order. After a cut the browser
 * asks again with `Last-Event-ID`; after a reply that is no stream, which ends that, a new request goes on
 * behind the last event. While nobody looks there is no connection: a browser has six for all its tabs.
 *
 * Effect: holds a connection until disposed or the log has ended.
 */
export function followLog(id: string, onEvent: (event: LogEvent) => void): LogFollower {
  const connection = signal<Connection>('connecting');
  let last = -1;
  let retryMs = firstRetryMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | null = null;

  const take = (message: MessageEvent<string>): void => {
    const event = JSON.parse(message.data) as LogEvent;
    if (event.seq <= last) return;
    last = event.seq;
    onEvent(event);
    if (event.type !== 'finished') return;
    source?.close();
    connection.value = 'ended';
  };
  const open = (): void => {
    const behind = last < 0 ? '' : `?after=${last}`;
    const opened = new EventSource(`/v1/investigations/${encodeURIComponent(id)}/events${behind}`);
    source = opened;
    for (const type of Object.keys(types)) opened.addEventListener(type, take);
    opened.addEventListener('open', () => {
      connection.value = 'open';
      retryMs = firstRetryMs;
    });
    opened.addEventListener('error', () => {
      if (connection.value === 'ended') return;
      connection.value = 'lost';
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    });
  };
  const close = (): void => {
    clearTimeout(timer);
    source?.close();
  };
  const onLook = (): void => {
    close();
    if (!document.hidden && connection.value !== 'ended') open();
  };
  document.addEventListener('visibilitychange', onLook);
  onLook();
  return {
    connection,
    [Symbol.dispose]: () => {
      document.removeEventListener('visibilitychange', onLook);
      close();
    },
  };
}
