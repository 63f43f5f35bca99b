import type { Answer, Citation } from '../../../domain/answer.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { NewEvent } from '../../../domain/events.ts';
import { evidenceId } from '../../../domain/ids.ts';
import type { InvestigationId } from '../../../domain/ids.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { event, type Service } from '../../api/service.ts';
import { fullConfidence } from '../../support/confidence-parts.ts';
import { anEvidence, hex } from '../../support/evidence.ts';

/** The five domains of a platform. */
export const five = ['cost', 'security', 'performance', 'reliability', 'quality'] as const;

/** The address of Genie's answer. */
export const genie = {
  spaceId: 's',
  conversationId: 'c',
  messageId: 'm',
  url: 'https://workspace.example/genie/rooms/s',
};

/** The choice of these domains, each with a question of its own. */
export const routedTo = (domains: readonly Domain[]): NewEvent =>
  event('routed', {
    routing: {
      domains: domains.map((domain) => ({
        domain,
        question: `What of ${domain}?`,
        score: 0.9,
        reason: `it names ${domain}`,
      })),
      tools: [],
      source: 'examples',
    },
    degraded: [],
    degradedDetail: [],
    usage: {},
  });

/** A domain is asked. */
export const started = (domain: Domain): NewEvent =>
  event('lane.started', { domain, round: 1, ask: 1, question: `What of ${domain}?` });

/** Genie tells how far it is. */
export const progress = (domain: Domain, status: string): NewEvent =>
  event('lane.progress', { domain, round: 1, status, genie });

/** Genie asks back, with the id `q1`. */
export const asksBack = (domain: Domain, question: string): NewEvent =>
  event('lane.waiting', { domain, round: 1, reason: 'clarification', question, questionId: 'q1' });

/** A domain waits for quota. */
export const waits = (domain: Domain, position: number): NewEvent =>
  event('lane.waiting', {
    domain,
    round: 1,
    reason: 'quota',
    position,
    until: '2026-11-29T00:01:00.000Z',
  });

/** A domain has ended. */
export const ended = (
  domain: Domain,
  outcome: Outcome,
  detail: string | null = null,
  evidenceIds: Evidence['id'][] = [],
): NewEvent =>
  event('lane.finished', {
    domain,
    round: 1,
    outcome,
    detail,
    evidenceIds,
    waitedMs: 0,
    genie,
    usage: { genieQuestions: 1, geniePolls: 3 },
  });

/** A table of jobs with what they cost, as many rows as asked for. */
export const jobs = (rows = 3, over: Partial<Evidence> = {}): Evidence =>
  anEvidence({
    id: evidenceId(hex()),
    title: 'Spend by job',
    sql: "select job_name, sum(cost) as cost from usage where day > '2026-11-01' group by 1",
    columns: [
      { name: 'job_name', type: 'STRING', is: 'label', unit: null },
      { name: 'cost', type: 'DECIMAL(38,18)', is: 'measure', unit: 'USD' },
      { name: 'last_run', type: 'TIMESTAMP', is: 'time', unit: null },
    ],
    rows: Array.from({ length: rows }, (_, n) => [
      `job_${n}`,
      `${1234 + n}.560000000000000000`,
      '2026-11-28T20:59:00.000Z',
    ]),
    rowCount: rows,
    certified: 'cost/job_cost',
    priceBasis: 'list',
    ...over,
  });

/** The citation of a cell; the marker counts in the domain of the table. */
export const citing = (table: Evidence, n: number, row: number, columnIndex: number): Citation => ({
  marker: `${table.domain}:${n}`,
  evidenceId: table.id,
  row,
  column: table.columns[columnIndex]?.name ?? null,
  columnIndex,
  value: table.rows[row]?.[columnIndex] ?? null,
});

/** An answer that cites nothing. */
export const anAnswer = (over: Partial<Answer> = {}): Answer => ({
  markdown: 'Nothing unusual happened.',
  citations: [],
  claims: [],
  confidence: 0.87,
  confidenceParts: { ...fullConfidence, routing: 0.87 },
  caveats: [],
  followUps: [],
  degraded: [],
  degradedDetail: [],
  usedMemory: [],
  charts: [],
  ...over,
});

/** The answer is written. */
export const answered = (over: Partial<Answer> = {}): NewEvent =>
  event(
    'answer.finished',
    { answer: anAnswer(over), usage: {}, prompt: null },
    'answer.finished:1:1',
  );

/** The end of a log. */
export const concluded = (status: 'completed' | 'partial' | 'failed' | 'cancelled'): NewEvent =>
  event(
    'finished',
    {
      status,
      failure:
        status === 'failed'
          ? { code: 'upstream.down', message: 'No domain answered: Genie did not reply.' }
          : null,
    },
    'finished',
  );

/** Writes an event log that stands at its end, with one table of the cost domain. */
export async function stageAnswered(
  service: Service,
  answerOf: (table: Evidence) => Partial<Answer>,
  table: Evidence = jobs(),
): Promise<InvestigationId> {
  const { id } = await service.ask({ question: 'Which job costs the most?' });
  await service.write(id, event('started', {}), routedTo(['cost']), started('cost'));
  await service.addEvidence(id, table);
  const { title, rowCount, truncated, certified } = table;
  const added = { domain: 'cost' as const, round: 1, evidenceId: table.id, title, rowCount };
  await service.write(
    id,
    event('evidence.added', { ...added, truncated, certified }),
    ended('cost', 'answered', null, [table.id]),
    answered(answerOf(table)),
    event('remembered', { status: 'saved', detail: null }),
    concluded('completed'),
  );
  return id;
}
