import type { Meant } from '../activities/deps.ts';
import type { Domain } from '../domain/domains.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { ranker } from '../wordings/rank.ts';
import type { Ranked } from '../wordings/rank.ts';

const most = 3;
/** The texts of one investigation come again with every lane. */
const mostKept = 32;

/** Creates the function that finds which certified questions of a domain a text is likeliest to mean. */
export function createNearest(
  catalogue: Catalogue,
): (domain: Domain, text: string) => readonly Meant[] {
  const byId = new Map(catalogue.questions.map((question) => [question.id, question]));
  const kept = new Map<string, readonly Ranked[]>();
  const rankedFor = (text: string): readonly Ranked[] => {
    const ranked = kept.get(text) ?? ranker.rank(ranker.correct(text));
    // Used last, forgotten last.
    kept.delete(text);
    kept.set(text, ranked);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return ranked;
  };
  return (domain, text) =>
    rankedFor(text)
      .filter(({ header }) => header?.domain === domain)
      .slice(0, most)
      .flatMap(({ header, share }) => {
        const question = byId.get(header?.id ?? '');
        if (question === undefined) return [];
        const roles = Object.values(question.parameters).map(({ role }) => role);
        const takes = [...roles, ...Object.keys(question.columns)];
        return [{ id: question.id, question: question.question, share, takes }];
      });
}
