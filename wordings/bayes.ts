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

/** The known features of a text with their weights, of length 1: rare ones weigh more. */
type Weigh = (features: readonly string[]) => readonly (readonly [string, number])[];

function weigher(examples: readonly TrainingExample[]): Weigh {
  const weights = featureWeights(examples);
  return (features) => {
    const known: [string, number][] = [];
    for (const feature of features) {
      const weight = weights.get(feature);
      if (weight !== undefined) known.push([feature, weight]);
    }
    const length = Math.hypot(...known.map(([, weight]) => weight)) || 1;
    for (const pair of known) pair[1] /= length;
    return known;
  };
}

function count(examples: readonly TrainingExample[], weigh: Weigh): Counts {
  const byLabel = new Map<string, Map<string, number>>();
  const all = new Map<string, number>();
  for (const { features, label, weight: times } of examples) {
    const own = byLabel.get(label) ?? new Map<string, number>();
    byLabel.set(label, own);
    for (const [feature, weight] of weigh(features)) {
      const added = times * weight;
      own.set(feature, (own.get(feature) ?? 0) + added);
      all.set(feature, (all.get(feature) ?? 0) + added);
    }
  }
  return { byLabel, all };
}

/** Features whose parts of the scores are kept: those that texts of one topic share. */
const mostKept = 1_000;

/**
 * How much more each feature belongs to a label than to all others, label by label: complement naive Bayes
 * (Rennie et al., 2003). Texts share most of their words, so what was computed is kept.
 */
function partsOf({ byLabel, all }: Counts): (feature: string) => Float64Array {
  const total = sum(all);
  const prior = smoothing * all.size;
  const labels = [...byLabel.values()].map((counts) => {
    const own = sum(counts);
    return { counts, own: Math.log(own + prior), others: Math.log(total - own + prior) };
  });
  const kept = new Map<string, Float64Array>();
  return (feature) => {
    const known = kept.get(feature);
    if (known !== undefined) return known;
    const everywhere = all.get(feature) ?? 0;
    const parts = Float64Array.from(labels, ({ counts, own, others }) => {
      const here = counts.get(feature) ?? 0;
      const share = Math.log(here + smoothing) - own;
      const other = Math.log(everywhere - here + smoothing) - others;
      return share - other;
    });
    if (kept.size >= mostKept) kept.clear();
    kept.set(feature, parts);
    return parts;
  };
}

/** Counts the features of each label: nothing is trained. */
export function countLabels(examples: readonly TrainingExample[]): Classifier {
  const weigh = weigher(examples);
  const counts = count(examples, weigh);
  const parts = partsOf(counts);
  const labels = [...counts.byLabel.keys()];
  return (features) => {
    const scores = new Float64Array(labels.length);
    for (const [feature, weight] of weigh(features)) {
      const own = parts(feature);
      for (let label = 0; label < own.length; label += 1)
        scores[label] = (scores[label] ?? 0) + weight * (own[label] ?? 0);
    }
    const powers = scores.map((score) => Math.exp(sharpness * score));
    const all = powers.reduce((left, right) => left + right, 0);
    return new Map(labels.map((label, index) => [label, (powers[index] ?? 0) / all]));
  };
}
