import type { Reply } from '../databricks/scripted-http.ts';

/**
 * A chat answer as the OpenAI protocol streams it; one that does not end has no last chunk, one that
 * is cut loses its connection too, one that stays keeps it open and silent.
 *
 * Pure.
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
  const chunk = (choices: readonly object[], usage: object | null = null): string =>
    `data: ${JSON.stringify({
      id: 'c1',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'scripted',
      choices,
      ...(usage === null ? {} : { usage }),
    })}\n\n`;
  const text = pieces.map((content) =>
    chunk([{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }]),
  );
  const end = [
    chunk([{ index: 0, delta: {}, finish_reason: reason }]),
    chunk([], { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }),
    'data: [DONE]\n\n',
  ];
  return {
    headers: { 'content-type': 'text/event-stream' },
    body: [...text, ...(ends ? end : [])].join(''),
    ...(cut ? { cut } : {}),
    ...(stays ? { stays } : {}),
  };
}
