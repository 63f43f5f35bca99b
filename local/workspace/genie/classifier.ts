/** A text as its features, and what it is an example of. */
export type Example = {
  readonly features: readonly string[];
  readonly label: string;
  /** How much it counts; 1 for a wording that was written for its label. */
  readonly weight: number;
};

/** How likely each label is for a text, 0 to 1, adding up to 1. */
export type Classifier = (features: readonly string[]) => ReadonlyMap<string, number>;

/** Rows of the model and how much each counts, side by side. */
type Vector = { readonly rows: Int32Array; readonly values: Float64Array };

/** Few passes over few examples: more of them learn the examples by heart. */
const passes = 3;
const firstStep = 5;
/** A smaller change of a score is not worth the time that it takes. */
const smallest = 4e-3;

/** How much a kind of feature counts: pairs of words are many and rare, concepts carry the meaning. */
const kindWeight = (feature: string): number =>
  feature.startsWith('@') ? 1.8 : feature.includes(' ') ? 0.4 : 1;

function vectorizer(examples: readonly Example[]): {
  rows: number;
  vectorOf: (features: readonly string[]) => Vector;
} {
  const counts = new Map<string, number>();
  for (const { features } of examples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const columns = new Map(
    [...counts].map(([feature, count], index) => [
      feature,
      [index, Math.log(1 + examples.length / count) * kindWeight(feature)] as const,
    ]),
  );
  const vectorOf = (features: readonly string[]): Vector => {
    const cells = features.flatMap((feature) => {
      const column = columns.get(feature);
      return column === undefined ? [] : [column];
    });
    const length = Math.hypot(...cells.map(([, value]) => value)) || 1;
    return {
      rows: Int32Array.from(cells, ([index]) => index),
      values: Float64Array.from(cells, ([, value]) => value / length),
    };
  };
  return { rows: columns.size, vectorOf };
}

/** Weights of features (rows) for labels (columns), in one piece of memory. */
type Model = {
  readonly labels: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
};

/** Scores into shares, in place: each is e to its score, over the sum of all. */
function normalize(scores: Float64Array): void {
  const highest = scores.reduce((left, right) => Math.max(left, right), -Infinity);
  let total = 0;
  for (let label = 0; label < scores.length; label += 1)
    total += scores[label] = Math.exp((scores[label] ?? 0) - highest);
  for (let label = 0; label < scores.length; label += 1)
    scores[label] = (scores[label] ?? 0) / total;
}

/** How likely each label is, written into `out`. */
function shares(
  { labels, weights, bias }: Model,
  { rows, values }: Vector,
  out: Float64Array,
): void {
  out.set(bias);
  for (let cell = 0; cell < rows.length; cell += 1) {
    const base = (rows[cell] ?? 0) * labels;
    const value = values[cell] ?? 0;
    for (let label = 0; label < labels; label += 1)
      out[label] = (out[label] ?? 0) + value * (weights[base + label] ?? 0);
  }
  normalize(out);
}

function learn(
  { labels, weights, bias }: Model,
  { rows, values }: Vector,
  misses: Float64Array,
  step: number,
): void {
  for (let label = 0; label < labels; label += 1) {
    const change = step * (misses[label] ?? 0);
    bias[label] = (bias[label] ?? 0) - 0.02 * change;
    if (Math.abs(change) < smallest) continue;
    for (let cell = 0; cell < rows.length; cell += 1) {
      const at = (rows[cell] ?? 0) * labels + label;
      weights[at] = (weights[at] ?? 0) - change * (values[cell] ?? 0);
    }
  }
}

/** Strides that share no factor with any length visit each example once, neighbours far apart. */
const strides = [7919, 104_729, 1_299_709];

type Lesson = { readonly vector: Vector; readonly wanted: number; readonly weight: number };

/** One model by gradient descent; the stride decides the order of the examples. */
function fitModel(lessons: readonly Lesson[], rows: number, labels: number, stride: number): Model {
  const model = {
    labels,
    weights: new Float64Array(rows * labels),
    bias: new Float64Array(labels),
  };
  const found = new Float64Array(labels);
  for (let pass = 0; pass < passes; pass += 1) {
    const step = firstStep * (1 - pass / passes);
    for (let turn = 0; turn < lessons.length; turn += 1) {
      const one = lessons[(turn * stride) % lessons.length];
      if (one === undefined) continue;
      shares(model, one.vector, found);
      found[one.wanted] = (found[one.wanted] ?? 0) - 1;
      learn(model, one.vector, found, step * one.weight);
    }
  }
  return model;
}

/** The mean of some models of one shape: what only the order of the examples made of one is evened out. */
function meanOf(models: readonly Model[]): Model {
  const mean = (parts: readonly Float64Array[]) =>
    (parts[0] ?? new Float64Array()).map(
      (_, index) => parts.reduce((sum, part) => sum + (part[index] ?? 0), 0) / parts.length,
    );
  return {
    labels: models[0]?.labels ?? 0,
    weights: mean(models.map(({ weights }) => weights)),
    bias: mean(models.map(({ bias }) => bias)),
  };
}

/**
 * Learns to tell labels by features: multinomial logistic regression over rarity-weighted features,
 * in fixed orders, so that equal examples give equal classifiers.
 */
export function train(examples: readonly Example[]): Classifier {
  const names = [...new Set(examples.map(({ label }) => label))].toSorted();
  const columns = new Map(names.map((name, index) => [name, index]));
  const { vectorOf, rows } = vectorizer(examples);
  const lessons = examples.map(({ features, label, weight }) => ({
    vector: vectorOf(features),
    wanted: columns.get(label) ?? 0,
    weight,
  }));
  const model = meanOf(strides.map((stride) => fitModel(lessons, rows, names.length, stride)));
  const found = new Float64Array(names.length);
  return (features) => {
    shares(model, vectorOf(features), found);
    return new Map(names.map((name, index) => [name, found[index] ?? 0]));
  };
}
