import { coordinationsIn, onlyAbout } from '../../language/coordination.ts';
import { objectsIn } from '../../language/wants/objects.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Ranker } from '../../wordings/rank.ts';
import { type Topic, topicIn } from './topics.ts';

/** From this share on a listed thing is about a domain of its own. */
const leastShare = 0.6;

/** A domain's topic and the question about those of the listed things that it knows. */
export type ListedTopic = { readonly topic: Topic; readonly question: string };

/**
 * What a question asks that lists things of several domains: "failed runs and failed queries yesterday"
 * asks one domain for its runs and one for its queries. Empty when one domain knows all of them, or a
 * thing is of none.
 */
export function topicsOfListed(question: string, ranker: Ranker): readonly ListedTopic[] {
  if (objectsIn(question).length > 0) return [];
  for (const listed of coordinationsIn(question)) {
    const found = listed.things.map((thing) => topicIn(onlyAbout(listed, [thing]), ranker));
    const sure = found.flatMap((topic) =>
      topic !== null && topic.share >= leastShare && topic.domain !== 'unified' ? [topic] : [],
    );
    const domains = new Set(sure.map(({ domain }) => domain));
    if (sure.length < found.length || domains.size < 2) continue;
    const of = (domain: Domain) =>
      listed.things.filter((_, index) => sure[index]?.domain === domain);
    return [...domains].flatMap((domain) => {
      const topic = sure.find((one) => one.domain === domain);
      return topic === undefined ? [] : [{ topic, question: onlyAbout(listed, of(domain)) }];
    });
  }
  return [];
}
