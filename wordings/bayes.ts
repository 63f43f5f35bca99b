import type { Classifier, TrainingExample } from './classifier.ts';
import { featureWeights } from './feature-weights.ts';

/** Added to each count, so that a word which no wording has does not decide. */
const smoothing = 0.1;
/** Turns scores into shares; set so that shares are about as often right as they say. */
const sharpness = 1.5;

/** Sums of feature weights, by label and in all. */
type Counts = {
  readonly byLabel: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly all: ReadonlyMap<string, number>;
};

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const value of counts.values()) total += value;
  return total;
}

/** Weights of a text's features, of length 1: rare ones weigh more. */
type Weigh = (features: readonly string[]) => ReadonlyMap<string, number>;

function weigher(examples: readonly TrainingExample[]): Weigh {
  const weights = featureWeights(examples);
  return (features) => {
    const known = features.flatMap((feature): [string, number][] => {
      const weight = weights.get(feature);
      return weight === undefined ? [] : [[feature, weight]];
    });
    const length = Math.hypot(...known.map(([, weight]) => weight)) || 1;
    return new Map(known.map(([feature, weight]) => [feature, weight / length]));
  };
}

function count(examples: readonly TrainingExample[], weigh: Weigh): Counts {
  const byLabel = new Map<string, Map<string, number>>();
  const all = new Map<string, number>();
  for (const { features, label, weight: times } of examples) {
    const own = byLabel.get(label) ?? new Map<string, number>();
    byLabel.set(label, own);
    for (const [feature, weight] of weigh(features)) {
      own.set(feature, (own.get(feature) ?? 0) + times * weight);
      all.set(feature, (all.get(feature) ?? 0) + times * weight);
    }
  }
  return { byLabel, all };
}

/**
 * How much more a text's features belong to a label than to all others: complement naive Bayes (Rennie
 * et al., 2003).
 */
function scorer({
  byLabel,
  all,
}: Counts): (weights: ReadonlyMap<string, number>, label: string) => number {
  const total = sum(all);
  const prior = smoothing * all.size;
  const sizes = new Map(
    [...byLabel].map(([label, counts]) => {
      const own = sum(counts);
      const logs = { own: Math.log(own + prior), others: Math.log(total - own + prior) };
      return [label, logs] as const;
    }),
  );
  const unknown = { own: Math.log(prior), others: Math.log(total + prior) };
  return (weights, label) => {
    const own = byLabel.get(label);
    const size = sizes.get(label) ?? unknown;
    let score = 0;
    for (const [feature, weight] of weights) {
      const here = own?.get(feature) ?? 0;
      const elsewhere = (all.get(feature) ?? 0) - here;
      const share = Math.log(here + smoothing) - size.own;
      const other = Math.log(elsewhere + smoothing) - size.others;
      score += weight * (share - other);
    }
    return score;
  };
}

/** Counts the features of each label: nothing is trained. */
export function countLabels(examples: readonly TrainingExample[]): Classifier {
  const weigh = weigher(examples);
  const counts = count(examples, weigh);
  const score = scorer(counts);
  const labels = [...counts.byLabel.keys()];
  return (features) => {
    const weights = weigh(features);
    const powers = labels.map((label) => Math.exp(sharpness * score(weights, label)));
    const all = powers.reduce((left, right) => left + right, 0);
    return new Map(labels.map((label, index) => [label, (powers[index] ?? 0) / all]));
  };
}
