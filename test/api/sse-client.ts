import type { LogEvent } from '../../domain/events.ts';

export type Sse = { id: string; event: string; data: LogEvent };

/** Reads a stream of server-sent events; comments are left out. */
export async function* readSse(reply: Response): AsyncGenerator<Sse> {
  let rest = '';
  for await (const chunk of reply.body ?? []) {
    rest += Buffer.from(chunk).toString('utf8');
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) continue;
      const fields = new Map(
        block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]),
      );
      const data = JSON.parse(fields.get('data') ?? 'null') as LogEvent;
      yield { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data };
    }
  }
}

export async function readAllSse(reply: Response): Promise<Sse[]> {
  const all: Sse[] = [];
  for await (const one of readSse(reply)) all.push(one);
  return all;
}
