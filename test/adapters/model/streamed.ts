import type { Reply } from '../databricks/scripted-http.ts';

const headers = { 'content-type': 'text/event-stream' };

const line = (chunk: object): string =>
  `data: ${JSON.stringify({
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted',
    ...chunk,
  })}\n\n`;

/** A stream of these chunks that ends in order. */
export function streamOf(...chunks: readonly object[]): Reply {
  return { headers, body: `${chunks.map(line).join('')}data: [DONE]\n\n` };
}

/**
 * A chat answer as the OpenAI protocol streams it; one that does not end has no last chunk, one that
 * is cut loses its connection too, one that stays keeps it open and silent.
 */
export function streamed(
  pieces: readonly string[],
  {
    cut = false,
    ends = true,
    stays = false,
    reason = 'stop',
  }: { cut?: boolean; ends?: boolean; stays?: boolean; reason?: string } = {},
): Reply {
  const text = pieces.map((content) =>
    line({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] }),
  );
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
  const end = [
    line({ choices: [{ index: 0, delta: {}, finish_reason: reason }] }),
    line({ choices: [], usage }),
    'data: [DONE]\n\n',
  ];
  return {
    headers,
    body: [...text, ...(ends ? end : [])].join(''),
    ...(cut ? { cut } : {}),
    ...(stays ? { stays } : {}),
  };
}
