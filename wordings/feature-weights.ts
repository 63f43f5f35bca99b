import { featureWeight } from './features.ts';

/**
 * The weights of the features that texts have: by their kind, and more for rare ones (inverse document
 * frequency). In the order in which they first occur. Pure.
 *
 * @param least Features of fewer texts are left out.
 */
export function featureWeights(
  texts: readonly { readonly features: readonly string[] }[],
  least = 1,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of texts)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count >= least);
  return new Map(
    shared.map(([feature, count]) => [
      feature,
      Math.log(1 + texts.length / count) * featureWeight(feature),
    ]),
  );
}
