import type { Investigation, PromptUsed, Usage } from '../../domain/investigation.ts';
import { messages, shownText } from './content.ts';
import { lanes, retrieval } from './lane-spans.ts';
import { child, msOf, only } from './parts.ts';
import type { Finished, Parts, TraceOptions } from './parts.ts';
import { spanIdOf, traceIdOf } from './span.ts';
import type { Span, Trace } from './span.ts';

/**
 * The spans of an investigation, by the semantic conventions for generative AI: the root, routing, each
 * domain with its tables, the search for a cause, and writing the answer. Made of what is stored alone.
 *
 * Pure.
 *
 * @see https://github.com/open-telemetry/semantic-conventions-genai
 */
export function traceOf(finished: Finished, options: TraceOptions): Trace {
  const { id } = finished.investigation;
  const parts = { ...finished, ...options, rootId: spanIdOf(id, 'root') };
  return {
    traceId: traceIdOf(id),
    spans: [root(parts), ...routing(parts), ...lanes(parts), ...search(parts), ...answer(parts)],
  };
}

const contentOf = ({ question, answer: written }: Investigation): Span['attributes'] => ({
  'gen_ai.input.messages': messages('user', question),
  'gen_ai.output.messages': written && messages('assistant', written.markdown),
  // MLflow's lists show these as they are, and messages as JSON.
  'mlflow.spanInputs': JSON.stringify(shownText(question)),
  'mlflow.spanOutputs': written && JSON.stringify(shownText(written.markdown)),
});

function root({ investigation: one, owner, rootId, content, links }: Parts): Span {
  const startMs = msOf(one.createdAt);
  const answered = one.answer;
  return {
    id: rootId,
    parentId: null,
    name: 'invoke_workflow investigation',
    kind: 'internal',
    startMs,
    endMs: one.finishedAt === null ? startMs : msOf(one.finishedAt),
    attributes: {
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': 'investigation',
      'gen_ai.conversation.id': one.sessionId,
      'openinference.span.kind': 'CHAIN',
      'session.id': one.sessionId,
      'user.id': owner,
      'health_monitor.investigation.id': one.id,
      'health_monitor.status': one.status,
      'health_monitor.confidence': answered?.confidence ?? null,
      'health_monitor.degraded': answered?.degraded ?? null,
      'health_monitor.genie.questions': one.usage.genieQuestions,
      ...Object.fromEntries(
        Object.entries(links?.tags ?? {}).map(([key, tag]) => [`mlflow.traceTag.${key}`, tag]),
      ),
      ...(content ? contentOf(one) : {}),
    },
    error: one.status === 'failed' ? (one.failure?.code ?? 'failed') : null,
  };
}

/** The calls of a model within a step; none where none was called. */
function modelCall(
  parts: Parts,
  { id, startMs, endMs }: Span,
  usage: Partial<Usage>,
  prompt: PromptUsed | null | undefined,
): readonly Span[] {
  if (!prompt) return [];
  const { model, links } = parts;
  const linked = links?.promptOf.get(prompt.hash);
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': model,
    'gen_ai.usage.input_tokens': usage.inputTokens ?? 0,
    'gen_ai.usage.output_tokens': usage.outputTokens ?? 0,
    'health_monitor.model.calls': usage.modelCalls ?? 0,
    'health_monitor.prompt.name': prompt.name,
    'health_monitor.prompt.version': prompt.version,
    'health_monitor.prompt.hash': prompt.hash,
    'mlflow.linkedPrompts': linked === undefined ? null : JSON.stringify([linked]),
  };
  const name = model === null ? 'chat' : `chat ${model}`;
  const span = { name, kind: 'client', startMs, endMs, attributes } as const;
  return [child(parts, `chat ${prompt.name}`, span, id)];
}

function routing(parts: Parts): readonly Span[] {
  const [routed] = only(parts.events, 'routed');
  if (routed === undefined) return [];
  const startMs = msOf(parts.investigation.startedAt ?? routed.at);
  const { domains, source, intent } = routed.routing;
  const span = child(parts, 'route', {
    name: 'route',
    startMs,
    endMs: msOf(routed.at),
    attributes: {
      'openinference.span.kind': 'CHAIN',
      'health_monitor.routing.domains': domains.map(({ domain }) => domain),
      'health_monitor.routing.source': source,
      'health_monitor.routing.intent': intent ?? null,
    },
  });
  return [span, ...modelCall(parts, span, routed.usage, routed.prompt)];
}

/** The search for a cause, and the statements that it ran. */
function search(parts: Parts): readonly Span[] {
  const { events, evidence } = parts;
  const [explained] = only(events, 'explained');
  const started = only(events, 'check.started');
  if (explained === undefined) return [];
  const { verdict } = explained.explanation;
  const span = child(parts, 'explain', {
    name: 'explain',
    startMs: msOf(started[0]?.at ?? explained.at),
    endMs: msOf(explained.at),
    attributes: {
      'openinference.span.kind': 'CHAIN',
      'health_monitor.explanation.verdict': verdict,
      'health_monitor.statements': explained.usage.statements ?? 0,
    },
  });
  const tables = only(events, 'evidence.added').filter(({ round }) => round === 0);
  const runs = tables.flatMap(({ evidenceId, certified, at, seq }) => {
    const table = evidence.find(({ id }) => id === evidenceId);
    const asked = started.findLast((one) => one.question === certified && one.seq < seq);
    const parent = { ...span, startMs: msOf(asked?.at ?? at) };
    return table === undefined ? [] : [retrieval(parts, table, parent, msOf(at))];
  });
  return [span, ...runs];
}

function answer(parts: Parts): readonly Span[] {
  const { events, content } = parts;
  const [written] = only(events, 'answer.finished');
  if (written === undefined) return [];
  const { claims, confidence, degraded, citations, markdown } = written.answer;
  const unsupported = claims.filter(({ verdict }) => verdict === 'unsupported').length;
  const begun = only(events, 'answer.started').at(-1);
  const span = child(parts, 'synthesise', {
    name: 'synthesise',
    startMs: msOf(begun?.at ?? written.at),
    endMs: msOf(written.at),
    attributes: {
      'openinference.span.kind': 'CHAIN',
      'health_monitor.claims': claims.length,
      'health_monitor.claims.unsupported': unsupported,
      'health_monitor.citations': citations.length,
      'health_monitor.confidence': confidence,
      'health_monitor.degraded': degraded,
      ...(content ? { 'gen_ai.output.messages': messages('assistant', markdown) } : {}),
    },
  });
  return [span, ...modelCall(parts, span, written.usage, written.prompt)];
}
