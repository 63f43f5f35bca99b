import { requestsIn } from '../../language/requests.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Ranked, Ranker } from '../../wordings/rank.ts';

/** One domain is preferred to the whole platform where both would answer. */
const wholePlatformWeight = 0.2;

/** The whole question is preferred to what is asked behind an introduction. */
const requestWeight = 0.9;

/** From here on one certified question explains all of a text: its clauses limit what is asked. */
const leastExplained = 0.8;

/**
 * What a text is about: its likeliest domain, the share of belief in it, its likeliest question, and how
 * far that question alone explains the text.
 */
export type Topic = {
  readonly domain: Domain;
  readonly share: number;
  readonly example: string;
  readonly explained: number;
};

/** Null when no certified question is likelier than none of them. */
function topicOf(ranked: readonly Ranked[]): Topic | null {
  const shares = new Map<Domain | null, number>();
  for (const { domain, share } of ranked) {
    const weight = domain === 'unified' ? wholePlatformWeight : 1;
    shares.set(domain, (shares.get(domain) ?? 0) + weight * share);
  }
  const [best] = [...shares].toSorted(([, left], [, right]) => right - left);
  if (best === undefined || best[0] === null) return null;
  const [domain, share] = best;
  const nearest = ranked.find(({ header }) => header?.domain === domain);
  const all = [...shares.values()].reduce((left, right) => left + right, 0);
  return {
    domain,
    share: share / all,
    example: nearest?.header?.question ?? '',
    explained: nearest === undefined ? 0 : nearest.share * nearest.known,
  };
}

/** Whether one certified question answers all of a text. Pure. */
export const isExplained = ({ explained }: Topic): boolean => explained >= leastExplained;

/** What a question is about, also when its writer says something else before it. */
export function topicIn(question: string, { rank }: Ranker): Topic | null {
  const [whole, ...parts] = [question, ...requestsIn(question)].map((text) => topicOf(rank(text)));
  return parts.reduce<Topic | null>(
    (best, part) => (part && part.share * requestWeight > (best?.share ?? 0) ? part : best),
    whole ?? null,
  );
}
