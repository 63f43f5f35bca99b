import type { Certification } from '../activities/deps.ts';
import { matchCertified } from '../sql/catalogue.ts';
import type { Catalogue } from '../sql/catalogue.ts';

/**
 * Makes the look-up from a statement to what its certified question says of the evidence.
 */
export function createCertify(catalogue: Catalogue): (sql: string) => Certification | null {
  return (sql) => {
    const question = matchCertified(catalogue, sql);
    if (!question) return null;
    return {
      certified: question.id,
      scope: question.scope,
      priceBasis: question.price ?? null,
      completeUntil: null,
      caveats: question.caveats,
      columns: new Map(
        Object.entries(question.columns).map(([name, { is, unit }]) => [
          name,
          { is, unit: unit ?? null },
        ]),
      ),
    };
  };
}
