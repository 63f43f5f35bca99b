import type { Evidence } from '../../domain/evidence.ts';
import { isAnswer } from '../../domain/outcome.ts';
import { messages, rowsAsDocuments, shownText } from './content.ts';
import { child, msOf, only } from './parts.ts';
import type { Of, Parts } from './parts.ts';
import type { Span } from './span.ts';

/** The query of a table and how many rows it brought; the rows themselves only as content. Pure. */
export function retrieval(
  parts: Parts,
  table: Evidence,
  { id, startMs }: Span,
  endMs: number,
): Span {
  const { source, certified, sql, rowCount, truncated } = table;
  const isShown = parts.content || certified !== null;
  return child(
    parts,
    `evidence ${table.id}`,
    {
      name: `retrieval ${certified ?? table.domain}`,
      startMs,
      endMs,
      attributes: {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.data_source.id': source.kind === 'genie' ? source.spaceId : null,
        'openinference.span.kind': 'RETRIEVER',
        'db.system.name': 'databricks',
        // A certified statement is a file of ours with markers; what Genie wrote has names and values.
        'db.query.text': isShown ? shownText(sql) : null,
        'db.response.returned_rows': rowCount,
        'health_monitor.evidence.id': table.id,
        'health_monitor.certified': certified,
        'health_monitor.truncated': truncated,
        'health_monitor.statement.id': 'statementId' in source ? source.statementId : null,
        ...(parts.content
          ? { 'mlflow.spanInputs': JSON.stringify({ sql, parameters: table.parameters }) }
          : {}),
        ...(parts.content ? { 'mlflow.spanOutputs': rowsAsDocuments(table) } : {}),
      },
    },
    id,
  );
}

/** The question that a domain got, and why it ended as it did. */
function contentOf(parts: Parts, { domain, detail }: Of<'lane.finished'>): Span['attributes'] {
  if (!parts.content) return {};
  const domains = parts.investigation.routing?.domains ?? [];
  const asked = domains.find((one) => one.domain === domain)?.question ?? '';
  return { 'gen_ai.input.messages': messages('user', asked), 'health_monitor.detail': detail };
}

const attributesOf = (parts: Parts, finished: Of<'lane.finished'>): Span['attributes'] => ({
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': finished.domain,
  'gen_ai.agent.id': finished.genie?.spaceId ?? null,
  'gen_ai.provider.name': 'databricks.genie',
  'gen_ai.conversation.id': parts.investigation.sessionId,
  'openinference.span.kind': 'AGENT',
  'health_monitor.outcome': finished.outcome,
  'health_monitor.waited_ms': finished.waitedMs,
  'health_monitor.genie.conversation.id': finished.genie?.conversationId ?? null,
  'health_monitor.genie.questions': finished.usage.genieQuestions ?? 0,
  'health_monitor.genie.polls': finished.usage.geniePolls ?? 0,
  'health_monitor.evidence': finished.evidenceIds.length,
  ...contentOf(parts, finished),
});

function laneSpans(parts: Parts, finished: Of<'lane.finished'>): readonly Span[] {
  const { events, evidence } = parts;
  const { domain, round, outcome, at: endedAt } = finished;
  const isOwn = (one: { domain: string; round: number }): boolean =>
    one.domain === domain && one.round === round;
  const begun = only(events, 'lane.started').find(isOwn) ?? only(events, 'routed')[0] ?? finished;
  const span = child(parts, `lane ${domain} ${round}`, {
    name: `invoke_agent ${domain}`,
    startMs: msOf(begun.at),
    endMs: msOf(endedAt),
    attributes: attributesOf(parts, finished),
    error: isAnswer(outcome) || outcome === 'skipped' ? null : outcome,
  });
  const tables = only(events, 'evidence.added')
    .filter(isOwn)
    .flatMap(({ evidenceId, at }) => {
      const table = evidence.find(({ id }) => id === evidenceId);
      return table === undefined ? [] : [retrieval(parts, table, span, msOf(at))];
    });
  return [span, ...tables];
}

/** Each domain, and the tables that it brought. Pure. */
export const lanes = (parts: Parts): readonly Span[] =>
  only(parts.events, 'lane.finished').flatMap((finished) => laneSpans(parts, finished));
