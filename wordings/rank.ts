import { type Domain, domains, isDomain } from '../domain/domains.ts';
import { conceptWords } from '../language/concepts.ts';
import { createCorrect, vocabularyOf } from '../language/correct-words.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { featuresOf, featureWeight } from './features.ts';
import { readWordings } from './read-wordings.ts';
import { quotesIn, subjectOf } from './subject.ts';

/** A certified question as far as a text may mean it. */
export type Header = {
  readonly id: string;
  readonly domain: Domain;
  readonly question: string;
  readonly variants: readonly string[];
};

/**
 * What a text may mean and the share of belief in it, 0 to 1: a certified question; without `header` another
 * question about a domain; without `domain` nothing about the platform.
 */
export type Ranked = {
  readonly header: Header | null;
  readonly domain: Domain | null;
  readonly share: number;
};

/** How people ask certified questions. */
export type Ranker = {
  /** The certified questions that a text may mean, likeliest first. */
  readonly rank: (text: string) => readonly Ranked[];
  /** The text with misspelt words corrected; names and times stay as they are. */
  readonly correct: (text: string) => string;
};

/** Sentences of each pattern: more of them take longer and rank no better. */
const sentences = 4;
const headerWeight = 2;

/** Added to each count, so that a word which no wording has does not decide. */
const smoothing = 0.1;
/** Turns scores into shares; set so that shares are about as often right as they say. */
const sharpness = 1.5;

type Example = {
  readonly text: string;
  readonly features: readonly string[];
  readonly label: string;
};

const none = 'none';

function examplesOf(headers: readonly Header[]): Example[] {
  const { of, unanswerable } = readWordings(sentences);
  const own = headers.flatMap(({ id, domain, question, variants }) => {
    const name = id.slice(domain.length + 1);
    const header = Array.from({ length: headerWeight }, () => [question, ...variants]).flat();
    return [...header, ...(of[domain][name] ?? [])].map((text) => [text, id] as const);
  });
  const outside = (unanswerable['everywhere'] ?? []).map((text) => [text, none] as const);
  const near = domains.flatMap((domain) =>
    (unanswerable[domain] ?? []).map((text) => [text, domain] as const),
  );
  return [...own, ...near, ...outside].map(([text, label]) => ({
    text,
    features: featuresOf(text),
    label,
  }));
}

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

function weigher(examples: readonly Example[]): Weigh {
  const counts = new Map<string, number>();
  for (const { features } of examples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return (features) => {
    const known = features.flatMap((feature): [string, number][] => {
      const count = counts.get(feature);
      if (count === undefined) return [];
      return [[feature, Math.log(1 + examples.length / count) * featureWeight(feature)]];
    });
    const length = Math.hypot(...known.map(([, weight]) => weight)) || 1;
    return new Map(known.map(([feature, weight]) => [feature, weight / length]));
  };
}

function count(examples: readonly Example[], weigh: Weigh): Counts {
  const byLabel = new Map<string, Map<string, number>>();
  const all = new Map<string, number>();
  for (const { features, label } of examples) {
    const own = byLabel.get(label) ?? new Map<string, number>();
    byLabel.set(label, own);
    for (const [feature, weight] of weigh(features)) {
      own.set(feature, (own.get(feature) ?? 0) + weight);
      all.set(feature, (all.get(feature) ?? 0) + weight);
    }
  }
  return { byLabel, all };
}

/**
 * How much more a text's features belong to a label than to all others: complement naive Bayes (Rennie
 * et al., 2003), which is counted in half a second and needs no training.
 */
function scorer({
  byLabel,
  all,
}: Counts): (weights: ReadonlyMap<string, number>, label: string) => number {
  const total = sum(all);
  const totals = new Map([...byLabel].map(([label, counts]) => [label, sum(counts)]));
  const prior = smoothing * all.size;
  return (weights, label) => {
    const own = byLabel.get(label);
    const ownTotal = totals.get(label) ?? 0;
    let score = 0;
    for (const [feature, weight] of weights) {
      const here = own?.get(feature) ?? 0;
      const elsewhere = (all.get(feature) ?? 0) - here;
      const share = Math.log(here + smoothing) - Math.log(ownTotal + prior);
      const other = Math.log(elsewhere + smoothing) - Math.log(total - ownTotal + prior);
      score += weight * (share - other);
    }
    return score;
  };
}

function prepare(headers: readonly Header[]): Ranker {
  const byId = new Map(headers.map((header) => [header.id, header]));
  const examples = examplesOf(headers);
  const weigh = weigher(examples);
  const counts = count(examples, weigh);
  const score = scorer(counts);
  const labels = [...counts.byLabel.keys()];
  const texts = examples.map(({ text }) => text);
  const correct = createCorrect(vocabularyOf([...conceptWords, ...texts]));
  return {
    correct: (text) => correct(text, quotesIn(text)),
    rank: (text) => {
      const weights = weigh(featuresOf(subjectOf(text)));
      const powers = labels.map((label) => Math.exp(sharpness * score(weights, label)));
      const all = powers.reduce((left, right) => left + right, 0);
      return labels
        .map((label, index) => ({
          header: byId.get(label) ?? null,
          domain: byId.get(label)?.domain ?? (isDomain(label) ? label : null),
          share: (powers[index] ?? 0) / all,
        }))
        .toSorted((left, right) => right.share - left.share);
    },
  };
}

/**
 * Creates a ranker of certified questions by how people ask them. The wordings are read and counted at
 * the first use.
 *
 * Effect: the first use reads files and takes half a second.
 */
export function createRanker(
  headers: () => readonly Header[] = () => loadCatalogue().questions,
): Ranker {
  let ready: Ranker | null = null;
  const get = (): Ranker => (ready ??= prepare(headers()));
  return { rank: (text) => get().rank(text), correct: (text) => get().correct(text) };
}
