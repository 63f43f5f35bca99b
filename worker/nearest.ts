import type { Meant } from '../activities/deps.ts';
import type { Domain } from '../domain/domains.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { ranker } from '../wordings/rank.ts';

/** Creates the function that finds which certified question of a domain a text is likeliest to mean. */
export function createMeant(catalogue: Catalogue): (domain: Domain, text: string) => Meant | null {
  const byId = new Map(catalogue.questions.map((question) => [question.id, question]));
  return (domain, text) => {
    const ranked = ranker.rank(ranker.correct(text));
    const best = ranked.find(({ header }) => header?.domain === domain);
    const question = byId.get(best?.header?.id ?? '');
    if (best === undefined || question === undefined) return null;
    const roles = Object.values(question.parameters).map(({ role }) => role);
    return {
      question: question.question,
      share: best.share,
      takes: [...roles, ...Object.keys(question.columns)],
    };
  };
}
