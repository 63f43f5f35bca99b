import { type Domain, domains, isDomain } from '../domain/domains.ts';
import { conceptWords } from '../language/concepts.ts';
import { createCorrect, vocabularyOf } from '../language/correct-words.ts';
import { plainQuestion } from '../language/plain-question.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { agree } from './agree.ts';
import { countLabels } from './bayes.ts';
import { train, type TrainingExample } from './classifier.ts';
import { featuresOf } from './features.ts';
import { readWordings } from './read-wordings.ts';
import { createStrange } from './strange.ts';
import { metricTexts } from './metrics/vocabulary.ts';
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
  /** Share, 0 to 1, of the text's words that its wordings have. */
  readonly known: number;
};

/** How people ask certified questions. */
export type Ranker = {
  /** The certified questions that a text may mean, likeliest first. */
  readonly rank: (text: string) => readonly Ranked[];
  /** The text with misspelt words corrected; names and times stay as they are. */
  readonly correct: (text: string) => string;
  /** The words of the text, in plain form, that hardly a question about the platform has. */
  readonly strange: (text: string) => readonly string[];
  /** Whether the text is a certified question as it is worded, whatever its letter case and marks. */
  readonly isHeader: (text: string) => boolean;
  /** Whether the wordings of a certified question have a word of the text, or mean the same by another. */
  readonly knows: (id: string, text: string) => boolean;
};

/** Sentences of each pattern: more of them take longer and rank no better. */
const sentences = 4;
const headerWeight = 2;

/** Belief in a question that is asked in the very words of its header, whatever the time. */
const sameWordsShare = 0.95;

/** `isAsked` of one that people asked, whose label may know only a part of its words. */
type Example = TrainingExample & { readonly text: string; readonly isAsked: boolean };

const none = 'none';

function examplesOf(headers: readonly Header[]): Example[] {
  const { of, unanswerable, asked } = readWordings(sentences);
  const as = (label: string, weight: number) => (text: string) => ({
    text,
    isAsked: asked.has(text),
    features: featuresOf(text),
    label,
    weight,
  });
  return [
    // Headers name times ("this month"), the patterns of wordings hardly any.
    ...headers.flatMap(({ id, question, variants }) =>
      [question, ...variants].map(subjectOf).map(as(id, headerWeight)),
    ),
    ...headers.flatMap(({ id, domain }) =>
      (of[domain][id.slice(domain.length + 1)] ?? []).map(as(id, 1)),
    ),
    ...domains.flatMap((domain) => (unanswerable[domain] ?? []).map(as(domain, 1))),
    ...(unanswerable['everywhere'] ?? []).map(as(none, 1)),
  ];
}

/** Words and concepts of a text, without word pairs and the first-word feature. */
const singleWords = (features: readonly string[]): readonly string[] =>
  features.filter((feature) => !feature.includes(' ') && !feature.startsWith('^'));

/** Creates the share of a text's words that the wordings of a label have. */
function createKnown(
  examples: readonly Example[],
): (features: readonly string[], label: string) => number {
  const words = new Map<string, Set<string>>();
  for (const { label, features } of examples) {
    const own = words.get(label) ?? new Set();
    for (const word of singleWords(features)) own.add(word);
    words.set(label, own);
  }
  return (features, label) => {
    const single = singleWords(features);
    const own = words.get(label);
    return single.length === 0 ? 1 : single.filter((word) => own?.has(word)).length / single.length;
  };
}

/** Creates the lookup of the only question whose header has exactly the words of a text. */
function createSameWords(
  headers: readonly Header[],
): (features: readonly string[]) => string | null {
  const key = (features: readonly string[]) => singleWords(features).toSorted().join(' ');
  const ids = new Map<string, string | null>();
  for (const { id, question, variants } of headers)
    for (const wording of [question, ...variants]) {
      const words = key(featuresOf(subjectOf(wording)));
      ids.set(words, (ids.get(words) ?? id) === id ? id : null);
    }
  return (features) => ids.get(key(features)) ?? null;
}

/** Ranks a text as before when it is asked again at once, as the spaces of a workspace do in turn. */
function onceInARow(rank: Ranker['rank']): Ranker['rank'] {
  let last: { readonly text: string; readonly ranked: readonly Ranked[] } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, ranked: rank(text) };
    return last.ranked;
  };
}

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function prepare(headers: readonly Header[]): Ranker {
  const byId = new Map(headers.map((header) => [header.id, header]));
  const examples = examplesOf(headers);
  const [counted, classified] = [countLabels(examples), train(examples)];
  const [known, sameWords] = [createKnown(examples), createSameWords(headers)];
  const knownByPatterns = createKnown(examples.filter(({ isAsked }) => !isAsked));
  const texts = examples.map(({ text }) => text);
  const worded = new Set(headers.map(({ question }) => lettersOf(plainQuestion(question))));
  const correct = createCorrect(vocabularyOf([...conceptWords, ...texts, ...metricTexts()]));
  return {
    correct: (text) => correct(text, quotesIn(text)),
    strange: createStrange(examples.filter(({ label }) => byId.has(label))),
    isHeader: (text) => worded.has(lettersOf(text)),
    knows: (id, text) => knownByPatterns(featuresOf(text), id) > 0,
    rank: onceInARow((text) => {
      const features = featuresOf(subjectOf(text));
      const same = sameWords(features);
      const shares = agree(counted(features), classified(features));
      const rest = same === null ? 1 : 1 - sameWordsShare;
      return [...shares]
        .map(([label, share]) => ({
          header: byId.get(label) ?? null,
          domain: byId.get(label)?.domain ?? (isDomain(label) ? label : null),
          share: rest * share + (label === same ? sameWordsShare : 0),
          known: known(features, label),
        }))
        .toSorted((left, right) => right.share - left.share);
    }),
  };
}

/** What the wordings of some questions have taught: it is the same for all who ask. */
const prepared = new WeakMap<readonly Header[], Ranker>();

function preparedFor(headers: readonly Header[]): Ranker {
  const known = prepared.get(headers) ?? prepare(headers);
  prepared.set(headers, known);
  return known;
}

/**
 * Creates a ranker of certified questions by how people ask them. The wordings are read and counted at
 * the first use, once for the same list of questions.
 *
 * Effect: the first use reads files and takes a second.
 */
export function createRanker(
  headers: () => readonly Header[] = () => loadCatalogue().questions,
): Ranker {
  let ready: Ranker | null = null;
  const get = (): Ranker => (ready ??= preparedFor(headers()));
  return {
    rank: (text) => get().rank(text),
    correct: (text) => get().correct(text),
    strange: (text) => get().strange(text),
    isHeader: (text) => get().isHeader(text),
    knows: (id, text) => get().knows(id, text),
  };
}

/** The ranker of the certified questions of this installation, one for the process. */
export const ranker = createRanker();
