import type { Chart } from '../../domain/answer.ts';
import { domains } from '../../domain/domains.ts';
import { locationOf } from '../../domain/admit.ts';
import { isAnswer } from '../../domain/outcome.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { Progress } from '../../domain/resource.ts';

/** The name of an investigation's domains where it asked several. */
const several = 'cross_domain';

/**
 * What has no place in the protocol, under the names that front ends of the original system read, and where
 * the whole of it is.
 *
 * Pure.
 */
export function customOutputsOf(
  row: InvestigationRow,
  progress: Progress,
): Readonly<Record<string, unknown>> {
  return {
    thread_id: row.sessionId,
    investigation_id: row.id,
    investigation_url: locationOf(row.id),
    investigation_status: progress.status,
    memory_status: memoryStatusOf(progress),
    ...lanesOf(progress),
    ...answerOf(progress),
    ...failureOf(progress),
  };
}

/** The original knew `saved` and `error`. */
function memoryStatusOf({ memory }: Progress): string | null {
  if (memory === null) return null;
  return memory.status === 'failed' ? 'error' : memory.status;
}

function lanesOf({ lanes }: Progress) {
  const asked = domains.filter((domain) => lanes.some((lane) => lane.domain === domain));
  const answered = lanes.filter(({ outcome }) => outcome !== null && isAnswer(outcome));
  const conversations = lanes.flatMap(({ domain, genie }) =>
    genie === null ? [] : [[domain, genie.conversationId] as const],
  );
  const errors = lanes.flatMap(({ domain, outcome, detail }) =>
    outcome === null || isAnswer(outcome) ? [] : [[domain, detail ?? outcome] as const],
  );
  return {
    genie_conversation_ids: Object.fromEntries(conversations),
    domain: asked.length > 1 ? several : (asked[0] ?? null),
    domains: asked,
    source: sources[Math.min(answered.length, 2)],
    cross_domain_errors: Object.fromEntries(errors),
  };
}

/** By how many domains answered. */
const sources = ['error', 'genie', 'genie_multi'] as const;

function answerOf(progress: Progress) {
  const { answer } = progress;
  return {
    confidence: answer?.confidence ?? null,
    sources: sourcesOf(progress),
    visualization_hint: hintOf(progress),
    caveats: answer?.caveats ?? [],
    follow_ups: answer?.followUps ?? [],
  };
}

function failureOf({ failure }: Progress) {
  return { error_code: failure?.code ?? null, error: failure?.message ?? null };
}

function sourcesOf({ answer }: Progress): readonly object[] {
  const cited = (answer?.citations ?? []).map(({ marker, evidenceId, column, value }) => ({
    marker,
    evidence_id: evidenceId,
    column,
    value,
  }));
  const found = (answer?.sources ?? []).map(({ marker, title, url }) => ({ marker, title, url }));
  return [...cited, ...found];
}

const hintTypes = { line: 'line_chart', bar: 'bar_chart', table: 'table' } as const;

/** How the original told a front end what to draw: the first chart of the answer. */
function hintOf({ answer, lanes }: Progress): object {
  const chart: Chart | undefined = answer?.charts[0];
  if (answer === null || lanes.length === 0)
    return { type: answer === null ? 'error' : 'text', reason: 'There are no rows.' };
  if (chart === undefined) return { type: 'text', reason: 'The answer has no table to draw.' };
  const { type, x, y, title, reason } = chart;
  return { type: hintTypes[type], x_axis: x, y_axis: y, title, reason };
}
