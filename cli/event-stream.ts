import type { LogEvent } from '../domain/events.ts';
import { dataOf } from './stream-data.ts';

/** The service sends something every 5 s; after this silence it counts as gone, milliseconds. */
const silenceMs = 20_000;

/**
 * Reads a stream of server-sent events to its end.
 *
 * Effect: one GET.
 *
 * @param after Sequence number of the last known event; null for none.
 * @param accepted Returns the response, or throws when it is an error.
 * @throws When the connection is lost or silent for 20 s.
 */
export async function* readEvents(
  { url, headers }: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  after: number | null,
  signal: AbortSignal,
  accepted: (reply: Response) => Promise<Response>,
): AsyncGenerator<LogEvent> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const reply = await accepted(
      await fetch(url, {
        headers: {
          ...headers,
          accept: 'text/event-stream',
          ...(after === null ? {} : { 'last-event-id': String(after) }),
        },
        signal: AbortSignal.any([signal, silence.signal]),
      }),
    );
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of reply.body ?? []) {
      timer.refresh();
      const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = dataOf(block);
        // Our own service writes it from this type.
        if (data !== '') yield JSON.parse(data) as LogEvent;
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
