import { featureWeights } from './feature-weights.ts';

/** A training example: the features of a text and its label. */
export type TrainingExample = {
  readonly features: readonly string[];
  readonly label: string;
  /** Weight in the training; 1 for a wording that was written for its label. */
  readonly weight: number;
};

/** The share of belief in each label, 0 to 1; their sum is 1. */
export type Shares = ReadonlyMap<string, number>;

/** Returns what the features of a text are believed to stand for. */
export type Classifier = (features: readonly string[]) => Shares;

/** A sparse feature vector: row indexes of the model and their values. */
type Vector = { readonly rows: Int32Array; readonly values: Float64Array };

/** Few epochs, because with few examples more epochs overfit. */
const epochs = 2;
/** It falls evenly to nothing, so that the last examples weigh no more than others. */
const initialLearningRate = 6;
/** Smaller weight changes are skipped to save time. */
const minChange = 4e-3;

function vectorizer(examples: readonly TrainingExample[]): {
  rows: number;
  vectorOf: (features: readonly string[]) => Vector;
} {
  const weights = featureWeights(examples, leastExamples);
  const columns = new Map(
    [...weights].map(([feature, weight], index) => [feature, [index, weight] as const]),
  );
  const vectorOf = (features: readonly string[]): Vector => {
    const indexes: number[] = [];
    const known: number[] = [];
    for (const feature of features) {
      const column = columns.get(feature);
      if (column === undefined) continue;
      indexes.push(column[0]);
      known.push(column[1]);
    }
    const length = Math.hypot(...known) || 1;
    return {
      rows: Int32Array.from(indexes),
      values: Float64Array.from(known, (weight) => weight / length),
    };
  };
  return { rows: columns.size, vectorOf };
}

/** Weights of features (rows) for labels (columns), row by row in one array: millions, so of half the size. */
type Model = {
  readonly labels: number;
  readonly weights: Float32Array;
  readonly bias: Float64Array;
};

/** Replaces scores by probabilities: the exponential of each score divided by the sum of all. */
function softmax(scores: Float64Array): void {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let total = 0;
  for (let label = 0; label < scores.length; label += 1)
    total += scores[label] = Math.exp((scores[label] ?? 0) - highest);
  for (let label = 0; label < scores.length; label += 1)
    scores[label] = (scores[label] ?? 0) / total;
}

/** Writes the probability of each label into `probabilities`. */
function predict(
  { labels, weights, bias }: Model,
  { rows, values }: Vector,
  probabilities: Float64Array,
): void {
  probabilities.set(bias);
  for (let cell = 0; cell < rows.length; cell += 1) {
    const base = (rows[cell] ?? 0) * labels;
    const value = values[cell] ?? 0;
    for (let label = 0; label < labels; label += 1)
      probabilities[label] = (probabilities[label] ?? 0) + value * (weights[base + label] ?? 0);
  }
  softmax(probabilities);
}

function updateWeights(
  { labels, weights, bias }: Model,
  { rows, values }: Vector,
  errors: Float64Array,
  learningRate: number,
): void {
  for (let label = 0; label < labels; label += 1) {
    const change = learningRate * (errors[label] ?? 0);
    bias[label] = (bias[label] ?? 0) - 0.02 * change;
    if (Math.abs(change) < minChange) continue;
    for (let cell = 0; cell < rows.length; cell += 1) {
      const at = (rows[cell] ?? 0) * labels + label;
      weights[at] = (weights[at] ?? 0) - change * (values[cell] ?? 0);
    }
  }
}

/** What only one example has says nothing about others, and takes most of the memory. */
const leastExamples = 2;

/** A prime step width visits every example once per epoch, in a mixed order. */
const stride = 7919;

type VectorizedExample = {
  readonly vector: Vector;
  readonly labelIndex: number;
  readonly weight: number;
};

/** Trains a model by gradient descent. */
function fitModel(vectorized: readonly VectorizedExample[], rows: number, labels: number): Model {
  const model = {
    labels,
    weights: new Float32Array(rows * labels),
    bias: new Float64Array(labels),
  };
  const probabilities = new Float64Array(labels);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let position = 0; position < vectorized.length; position += 1) {
      const done = (epoch + position / vectorized.length) / epochs;
      const learningRate = initialLearningRate * (1 - done);
      const example = vectorized[(position * stride) % vectorized.length];
      if (example === undefined) continue;
      predict(model, example.vector, probabilities);
      probabilities[example.labelIndex] = (probabilities[example.labelIndex] ?? 0) - 1;
      updateWeights(model, example.vector, probabilities, learningRate * example.weight);
    }
  }
  return model;
}

/**
 * Trains a classifier: multinomial logistic regression over features weighted by inverse document
 * frequency. The order of examples is fixed, so that equal examples give equal classifiers.
 */
export function train(examples: readonly TrainingExample[]): Classifier {
  const names = [...new Set(examples.map(({ label }) => label))].toSorted();
  const columns = new Map(names.map((name, index) => [name, index]));
  const { vectorOf, rows } = vectorizer(examples);
  const vectorized = examples.map(({ features, label, weight }) => ({
    vector: vectorOf(features),
    labelIndex: columns.get(label) ?? 0,
    weight,
  }));
  const model = fitModel(vectorized, rows, names.length);
  const probabilities = new Float64Array(names.length);
  return (features) => {
    predict(model, vectorOf(features), probabilities);
    return new Map(names.map((name, index) => [name, probabilities[index] ?? 0]));
  };
}
