import type { LogEvent } from '../domain/events.ts';

/** The service says something every 5 s; one that is silent for so long is gone, milliseconds. */
const silenceMs = 20_000;

/**
 * Reads one stream of server-sent events to its end.
 *
 * Effect: one GET.
 *
 * @param after The last event that is known; null for none.
 * @param accepted Passes the reply on, or throws.
 * @throws When the connection is lost or silent for 20 s.
 */
export async function* readEvents(
  url: string,
  after: number | null,
  signal: AbortSignal,
  accepted: (reply: Response) => Promise<Response>,
): AsyncGenerator<LogEvent> {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(), silenceMs);
  try {
    const reply = await accepted(
      await fetch(url, {
        headers: {
          accept: 'text/event-stream',
          ...(after === null ? {} : { 'last-event-id': String(after) }),
        },
        signal: AbortSignal.any([signal, silent.signal]),
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
        // Written by our own service from its own type.
        if (data !== '') yield JSON.parse(data) as LogEvent;
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function dataOf(block: string): string {
  return block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trimStart())
    .join('\n');
}
