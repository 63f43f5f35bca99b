import { historyOf, shownMessages } from '../../domain/memory-port.ts';
import type { EarlierQuestion, SessionHistory } from '../../domain/memory-port.ts';
import type { SummaryDue } from '../../domain/summary-port.ts';
import type { Said, StoredMessage, StoredSummary } from './short-term.ts';

/** Messages that are context, those of which the questions are told in short, and summaries of them. */
export const mostRead = 90;
/** UTF-16 units of an earlier question, and of a message to sum up, that are looked at. */
const mostOfEarlier = 160;
const mostToSumUp = 2_000;

type Parts = {
  readonly shown: readonly StoredMessage[];
  /** The newest summary that ends before what is shown. */
  readonly summary: StoredSummary | null;
  readonly older: readonly StoredMessage[];
};

function partsOf({ messages, summaries }: Said): Parts {
  const shown = messages.slice(-shownMessages);
  const [first] = shown;
  const usable = summaries.filter(
    ({ upToUs }) => first !== undefined && BigInt(upToUs) < BigInt(first.atUs),
  );
  return { shown, summary: usable.at(-1) ?? null, older: messages.slice(0, -shownMessages) };
}

const isAfter =
  (summary: StoredSummary | null) =>
  ({ atUs }: StoredMessage): boolean =>
    summary === null || BigInt(atUs) > BigInt(summary.upToUs);

const told = ({ role, content, domains }: StoredMessage) => ({ role, content, domains });

/** The history that the newest messages of a session and its summaries make. Pure. */
export function historyIn(said: Said): SessionHistory {
  const { shown, summary, older } = partsOf(said);
  const untold: EarlierQuestion[] = older
    .filter(({ role }) => role === 'user')
    .filter(isAfter(summary))
    .map(({ content, domains }) => ({ content: content.slice(0, mostOfEarlier), domains }));
  return historyOf(shown.map(told), summary?.text ?? null, untold);
}

/** What of a session a model is to sum up; null when all of it is shown or summed up. Pure. */
export function summaryDueIn(said: Said): SummaryDue | null {
  const { shown, summary, older } = partsOf(said);
  // An answer that is shown while its question is not: the next summary has both.
  const since = older.filter(({ atUs }) => atUs !== shown[0]?.atUs).filter(isAfter(summary));
  const newest = since.at(-1);
  if (newest === undefined) return null;
  const source = summary === null ? since : [...since, summary];
  const expiresMs = Math.min(...source.map(({ expiresAt }) => Date.parse(expiresAt)));
  return {
    before: summary?.text ?? null,
    messages: since
      .map(told)
      .map((one) => ({ ...one, content: one.content.slice(0, mostToSumUp) })),
    domains: [...new Set(source.flatMap(({ domains }) => domains))],
    upToUs: newest.atUs,
    expiresUs: `${expiresMs}000`,
  };
}
