import { toCell } from '../../domain/cells.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { endingOf, remedyOf } from '../../domain/genie-failures.ts';
import type { GenieMessage, GenieQuery, GenieTable } from '../../domain/genie.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import { askedBackLead, declinedLead, isAnswer, keeping } from '../../domain/outcome.ts';
import type { LaneEnding } from '../../domain/outcome.ts';
import type { LegEnd } from '../../domain/steps.ts';
import type { QuestionLeft } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import { preferencesIn, unsharpened } from '../sharpen.ts';
import { inPreferredWorkspace } from '../../agents/agent.ts';
import { toEvidence } from '../to-evidence.ts';
import type { Waited } from './await-message.ts';
import type { Trouble } from './poll.ts';
import { awaitResult } from './await-result.ts';
import { inCertifiedWords, withNames } from './certified-words.ts';
import type { Leg } from './leg.ts';

type Ending = LaneEnding & { readonly evidence: readonly Evidence[] };

/**
 * Ends a leg with Genie's result. Rows become evidence. A question from Genie, a failure that
 * rephrasing may avoid, and the lane's next question are returned to the workflow for another leg.
 * Anything else ends the lane with an outcome and one line of detail.
 *
 * Effect: fetches rows; writes ledger, conversation, evidence, outcome and events.
 */
export async function collect(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  { message, trouble, polls, workedMs }: Waited,
): Promise<LegEnd> {
  if (message === null) {
    const left = { ended: false } as const;
    if (leg.isLate) return askedAnew(leg, timedOut(deps, leg, trouble), workedMs);
    return finish(deps, leg, genie, { ...timedOut(deps, leg, trouble), polls, left });
  }
  const askedBack = questionBack(leg, message);
  const ending =
    askedBack === null
      ? await endingOfLane(deps, leg, genie, message, workedMs)
      : askedBackEnding(askedBack);
  const next =
    nextLeg(deps, leg, message, workedMs, ending) ?? clarification(leg, askedBack, workedMs);
  const left = { ended: true, genieMs: message.answeredInMs } as const;
  if (next === null && leg.isLate && !isAnswer(ending.outcome)) {
    await deps.store.ledger.left(leg.ref, left);
    return askedAnew(leg, ending, workedMs);
  }
  if (next === null) return finish(deps, leg, genie, { ...ending, polls, left });
  if (next.kind === 'another') await keep(deps, leg, genie, { ...ending, left });
  else await deps.store.ledger.left(leg.ref, left);
  return next;
}

/** Of a question that was asked before and brought nothing late: Genie is asked anew, if there is time. */
export const askedAnew = (
  { question, following, kept }: Leg,
  { outcome, detail }: LaneEnding,
  workedMs: number,
): LegEnd => ({
  kind: 'rephrase',
  question,
  following,
  workedMs: Math.round(workedMs),
  otherwise: keeping(kept, { outcome, detail }),
});

/** The time is over; what the last poll met is told, because it is the reason. */
function timedOut(deps: Deps, leg: Leg, trouble: Trouble | null): Ending {
  if (trouble !== null) return { ...trouble.ending, evidence: [] };
  const detail =
    leg.limitMs < deps.settings.genieTimeoutMs
      ? 'The time limit of the domain (AGENT_TIMEOUT_SECONDS) was reached before Genie answered.'
      : 'Genie did not answer within the time limit of a question (GENIE_TIMEOUT_SECONDS).';
  return { outcome: 'timed_out', detail, evidence: [] };
}

/** A question back; one about the second time of a comparison is no answer and nothing to ask the user. */
function questionBack(
  { kept }: Leg,
  { status, query, asksBack, text }: GenieMessage,
): string | null {
  return status === 'COMPLETED' && !query && asksBack && kept === null ? text || null : null;
}

const askedBackEnding = (question: string): Ending => ({
  outcome: 'clarification',
  detail: `${askedBackLead}${question}`,
  evidence: [],
});

const clarification = (
  { following }: Leg,
  question: string | null,
  workedMs: number,
): LegEnd | null =>
  question === null
    ? null
    : { kind: 'clarification', question, following, workedMs: Math.round(workedMs) };

/**
 * The end of a leg whose lane has another question, or whose question Genie may answer in other words:
 * that of a lane's first leg, or of the second time of a comparison. Null for another one.
 */
function nextLeg(
  deps: Deps,
  leg: Leg,
  message: GenieMessage,
  workedMs: number,
  ending: Ending,
): LegEndWithNext | null {
  const { ref, following, kept } = leg;
  const { outcome, detail } = ending;
  const end = { workedMs: Math.round(workedMs), otherwise: keeping(kept, { outcome, detail }) };
  if (following !== null && isAnswer(outcome))
    return { ...end, kind: 'another', question: following, following: null };
  const mayRephrase = ref.ask === 1 || (ref.ask === 2 && kept !== null);
  const other = mayRephrase ? otherWords(deps, leg, message) : null;
  return other === null ? null : { ...end, kind: 'rephrase', ...other };
}

type LegEndWithNext = Extract<LegEnd, { kind: 'rephrase' | 'another' }>;

/**
 * A shorter query after a failure, the words of a certified question after a text without a query, and the
 * lane's next question in the same words.
 */
function otherWords(
  deps: Deps,
  leg: Leg,
  { status, query, error, text, asksBack }: GenieMessage,
): Pick<LegEndWithNext, 'question' | 'following'> | null {
  if (status === 'FAILED') {
    const helps = error !== null && remedyOf(error) === 'rephrase';
    return helps
      ? { question: `${leg.question} Keep the query simple and short.`, following: leg.following }
      : null;
  }
  const isText = status === 'COMPLETED' && query === null && text !== null;
  return isText ? inWordsOfMeant(deps, leg, { text, asksBack }) : null;
}

function inWordsOfMeant(
  { settings: { timeZone }, nearest }: Deps,
  { ref, question, following }: Leg,
  { text, asksBack }: { readonly text: string; readonly asksBack: boolean },
): Pick<LegEndWithNext, 'question' | 'following'> | null {
  const plain = (one: string): string => unsharpened(ref.domain, one, timeZone);
  const asked = plain(question);
  const [meant] = nearest(ref.domain, asked);
  if (meant === undefined) return null;
  const words = inCertifiedWords({ asked, declined: text, asksBack, timeZone }, meant);
  const next = following === null ? null : withNames(meant, plain(following), timeZone);
  const narrowed = (one: string): string =>
    [one, inPreferredWorkspace(one, preferencesIn(question)) ?? ''].join(' ').trim();
  return words === null
    ? null
    : { question: narrowed(words), following: next === null ? following : narrowed(next) };
}

async function endingOfLane(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  message: GenieMessage,
  workedMs: number,
): Promise<Ending> {
  if (message.status === 'FAILED') {
    const error = message.error ?? { type: '', message: 'The question failed.' };
    return { ...endingOf(error, await deps.genie.caller(leg.signal)), evidence: [] };
  }
  if (message.status === 'CANCELLED') {
    const detail = 'Somebody cancelled the question in Genie.';
    return { outcome: 'cancelled', detail, evidence: [] };
  }
  const { query, text } = message;
  if (query === null)
    return failed(text === null ? 'Genie answered without a query.' : `${declinedLead}${text}`);
  const { attachmentId } = query;
  if (attachmentId === null) return failed(withoutAttachment);
  const limitMs = Math.min(leg.limitMs, deps.settings.genieTimeoutMs);
  const { table, trouble } = await awaitResult(
    deps,
    leg,
    { ...genie, attachmentId },
    { isGone: message.status === 'QUERY_RESULT_EXPIRED', leftMs: limitMs - workedMs },
  );
  if (table === null) return timedOut(deps, leg, trouble);
  if (table.rows.length === 0 && table.rowCount > 0) {
    return failed(
      `Databricks counts ${table.rowCount} in the query's result, and sent no row that can be read (\`data_array\`).`,
    );
  }
  const evidence = [evidenceOf(deps, leg, genie, { ...query, attachmentId }, table)];
  return table.rows.length === 0
    ? { outcome: 'no_data', detail: 'The query returned no row.', evidence }
    : { outcome: 'answered', detail: null, evidence };
}

const failed = (detail: string): Ending => ({ outcome: 'failed', detail, evidence: [] });

const withoutAttachment = 'Genie sent a query without a readable `attachment_id`. Ask again.';

function evidenceOf(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  query: GenieQuery & { readonly attachmentId: string },
  table: GenieTable,
): Evidence {
  return toEvidence(deps, {
    key: `${genie.messageId}:${query.attachmentId}`,
    domain: leg.ref.domain,
    title: query.title,
    sql: query.sql,
    parameters: query.parameters.map(({ keyword, value }) => ({ name: keyword, value })),
    columns: table.columns,
    rows: table.rows.map((row) => row.map((cell, n) => toCell(cell, table.columns[n]?.type ?? ''))),
    rowCount: table.rowCount,
    truncated: table.truncated,
    source: {
      kind: 'genie',
      ...genie,
      attachmentId: query.attachmentId,
      statementId: table.statementId ?? query.statementId,
      fetchedAt: new Date().toISOString(),
    },
  });
}

type Left = { readonly left: QuestionLeft };

/** Stores what a leg found, and leaves its lane open for the next question. */
async function keep(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  { evidence, left }: Ending & Left,
) {
  const result = { outcome: null, detail: null, evidence, genie, usage: {}, left };
  await deps.store.finishLane(leg.ref, result);
}

async function finish(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  { evidence, polls, left, ...ending }: Ending & Left & { readonly polls: number },
): Promise<LegEnd> {
  const { outcome, detail } = keeping(leg.kept, ending);
  const usage = { geniePolls: polls };
  const result = { outcome, detail, evidence, genie, usage, left };
  const lane = await deps.store.finishLane(leg.ref, result);
  return { kind: 'finished', outcome: lane.outcome ?? outcome, detail: lane.detail };
}
