import type { AnswerText } from './answer-text.ts';
import { annotationsOf, piecesOf } from './answer-text.ts';
import type { Item } from './response-object.ts';
import type { Call, Step } from './steps.ts';

/** An event that has no number yet. */
export type Unnumbered = Readonly<Record<string, unknown>> & { readonly type: string };

/** An item as it is after the events that tell of it. */
export type Told = { readonly item: Item; readonly events: readonly Unnumbered[] };

export const added = (index: number, item: Item): Unnumbered => ({
  type: 'response.output_item.added',
  output_index: index,
  item,
});
export const done = (index: number, item: Item): Unnumbered => ({
  type: 'response.output_item.done',
  output_index: index,
  item,
});

/** Something that is told while it works: the summary of a thought, as other texts would be the answer. Pure. */
export function toldNote(hex: string, index: number, text: string): Told {
  const id = `rs_${hex}_${index}`;
  const at = { item_id: id, output_index: index, summary_index: 0 };
  const part = { type: 'summary_text', text };
  const item = { id, type: 'reasoning', summary: [part], status: 'completed' };
  const events = [
    added(index, { ...item, summary: [], status: 'in_progress' }),
    { type: 'response.reasoning_summary_part.added', ...at, part: { ...part, text: '' } },
    { type: 'response.reasoning_summary_text.delta', ...at, delta: text },
    { type: 'response.reasoning_summary_text.done', ...at, text },
    { type: 'response.reasoning_summary_part.done', ...at, part },
    done(index, item),
  ];
  return { item, events };
}

const callItem = (hex: string, { key, server, name, arguments: given }: Call) => ({
  id: `mcp_${hex}_${key}`,
  type: 'mcp_call',
  server_label: server,
  name,
  arguments: JSON.stringify(given),
  approval_request_id: null,
});

/** A question to Genie, or a tool, as it begins: work of the service itself, which no client has to do. Pure. */
export function openedCall(hex: string, index: number, call: Call): Told {
  const item = { ...callItem(hex, call), status: 'in_progress', output: null, error: null };
  const at = { item_id: item.id, output_index: index };
  const events = [
    added(index, item),
    { type: 'response.mcp_call.in_progress', ...at },
    { type: 'response.mcp_call_arguments.done', ...at, arguments: item.arguments },
  ];
  return { item, events };
}

/** The same as it ends. Pure. */
export function closedCall(
  hex: string,
  index: number,
  { call, isAnswered, text }: Extract<Step, { kind: 'closed' }>,
): Told {
  const error = { type: 'mcp_tool_execution_error', content: [{ type: 'text', text }] };
  const end = isAnswered
    ? { status: 'completed', output: text, error: null }
    : { status: 'failed', output: null, error };
  const item = { ...callItem(hex, call), ...end };
  const type = `response.mcp_call.${end.status}`;
  return { item, events: [{ type, item_id: item.id, output_index: index }, done(index, item)] };
}

/** The one message: the answer. Pure. */
export function toldAnswer(hex: string, index: number, answer: AnswerText, page: string): Told {
  const base = { id: `msg_${hex}`, type: 'message', role: 'assistant' };
  const at = { item_id: base.id, output_index: index, content_index: 0 };
  const annotations = annotationsOf(answer, page);
  const text = answer.markdown;
  const part = { type: 'output_text', text, annotations, logprobs: [] };
  const item = { ...base, status: 'completed', content: [part] };
  const deltas = piecesOf(answer).map((delta) => ({
    type: 'response.output_text.delta',
    ...at,
    delta,
    logprobs: [],
  }));
  const cited = annotations.map((annotation, n) => ({
    type: 'response.output_text.annotation.added',
    ...at,
    annotation_index: n,
    annotation,
  }));
  const events = [
    added(index, { ...base, status: 'in_progress', content: [] }),
    { type: 'response.content_part.added', ...at, part: { ...part, text: '', annotations: [] } },
    ...deltas,
    ...cited,
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part },
    done(index, item),
  ];
  return { item, events };
}
