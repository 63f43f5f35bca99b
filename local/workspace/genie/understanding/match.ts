import { conceptWords } from '../../../../language/concepts.ts';
import { type Domain, domains } from '../../../../domain/domains.ts';
import type { Catalogue, CertifiedQuestion, QuestionParameter } from '../../../../sql/catalogue.ts';
import { type TrainingExample, train } from '../../../../wordings/classifier.ts';
import { createRanker, type Ranker } from '../../../../wordings/rank.ts';
import { agree, type Opinion, rankerOpinion } from './opinions.ts';
import { featuresOf, createFeatureCache } from '../../../../wordings/features.ts';
import { type Corrector, createCorrector } from './spelling.ts';
import { metricTexts } from '../../../../wordings/metrics/vocabulary.ts';
import { readWordings, type Wordings } from '../../../../wordings/read-wordings.ts';

type Role = QuestionParameter['role'];

export type Scored = { readonly question: CertifiedQuestion; readonly score: number };

/** A question without times and names, and the kinds of object that it names. */
export type MatchInput = {
  readonly core: string;
  readonly named: ReadonlySet<Role>;
};

export type Matcher = {
  /** Certified questions of one space that a text may mean, best first; scores are 0 to 1. */
  readonly match: (input: MatchInput) => readonly Scored[];
  /** Corrects spelling; to be called before the text is parsed. */
  readonly correct: Corrector;
};

const noneLabel = 'none';

/** Weights of wordings and headers of other domains as examples that this space cannot answer. */
const otherDomainWeight = 0.25;
const otherDomainHeaderWeight = 0.3;

/** Of so many wordings of other domains one is an example: all of them would take long and teach little more. */
const otherDomainStep = 5;

/** Factor by which the unified space multiplies the odds of its own questions. */
const ownQuestionOdds = 8;

/** Share of its score that a question loses when its wordings contain no word of the text. */
const unknownWordPenalty = 0.4;

const columnWords = (question: CertifiedQuestion): string =>
  Object.keys(question.columns).join(' ').replaceAll('_', ' ');

function examplesOf(
  question: CertifiedQuestion,
  wordings: readonly string[],
  readFeatures: typeof featuresOf,
): TrainingExample[] {
  const label = question.id;
  const as = (weight: number) => (text: string) => ({
    features: readFeatures(text),
    label,
    weight,
  });
  const about = `${question.meaning} ${columnWords(question)}`;
  return [
    ...[question.question, ...question.variants].map(as(2)),
    ...wordings.map(as(1)),
    as(0.5)(about),
  ];
}

/** Examples that a space cannot answer: unanswerable questions, and questions of other domains. */
function noneExamples(
  catalogue: Catalogue,
  domain: Domain,
  wordings: Wordings,
  readFeatures: typeof featuresOf,
): TrainingExample[] {
  const { unanswerable } = wordings;
  const own = [...(unanswerable['everywhere'] ?? []), ...(unanswerable[domain] ?? [])];
  const others = catalogue.questions.filter(
    (one) => one.domain !== domain && (domain === 'unified' || one.domain !== 'unified'),
  );
  const headers = others.flatMap((one) => [one.question, ...one.variants]);
  const otherWordings = others.flatMap((one) => wordings.of[one.domain][one.name] ?? []);
  const asNone = (weight: number) => (text: string) => ({
    features: readFeatures(text),
    label: noneLabel,
    weight,
  });
  return [
    ...own.map(asNone(1.5)),
    ...headers.map(asNone(otherDomainHeaderWeight)),
    ...otherWordings
      .filter((_, index) => index % otherDomainStep === 0)
      .map(asNone(otherDomainWeight)),
  ];
}

/** Roles that accept the name of another role, because users and teams can be owners. */
const compatibleRoles: Partial<Record<Role, readonly Role[]>> = {
  user: ['user', 'owner'],
  owner: ['owner', 'user', 'team'],
  team: ['team', 'owner'],
};

/** Whether a question has a filter for a kind of object. */
export const acceptsFilter = (
  question: Pick<CertifiedQuestion, 'parameters'>,
  role: Role,
): boolean =>
  Object.values(question.parameters).some((parameter) =>
    (compatibleRoles[role] ?? [role]).includes(parameter.role),
  );

/**
 * Creates the factor for the named objects: below 1 for a question that cannot filter by one of them,
 * and higher the fewer other questions can.
 */
function createFilterFit(
  ownQuestions: readonly CertifiedQuestion[],
): (question: CertifiedQuestion, named: MatchInput['named']) => number {
  const accepting = (role: Role) =>
    ownQuestions.filter((question) => acceptsFilter(question, role)).length;
  return (question, named) =>
    [...named].reduce(
      (fit, role) =>
        fit *
        (acceptsFilter(question, role) ? (ownQuestions.length / accepting(role)) ** 0.35 : 0.25),
      1,
    );
}

/** Creates the match function of one domain; belief in none of its questions lowers all scores. */
function createMatch(
  catalogue: Catalogue,
  domain: Domain,
  { wordings, readFeatures, ranker }: Shared,
): Matcher['match'] {
  const ownQuestions = catalogue.questions.filter((question) => question.domain === domain);
  const examples = ownQuestions.flatMap((question) =>
    examplesOf(question, wordings.of[domain][question.name] ?? [], readFeatures),
  );
  const fit = createFilterFit(ownQuestions);
  const classify = train([...examples, ...noneExamples(catalogue, domain, wordings, readFeatures)]);
  const ranked = rankerOpinion(ownQuestions, ranker);
  return ({ core, named }) => {
    const features = featuresOf(core);
    const probabilities = classify(features);
    const classified: Opinion = {
      of: (id) => probabilities.get(id) ?? 0,
      none: probabilities.get(noneLabel) ?? 0,
    };
    const second = ranked(core);
    const shares = agree(ownQuestions, classified, second, (one) => fit(one, named));
    return ownQuestions
      .map((question) => {
        const penalty = unknownWordPenalty * (1 - second.known(question.id));
        return { question, score: (shares.get(question.id) ?? 0) * (1 - penalty) };
      })
      .toSorted((left, right) => right.score - left.score);
  };
}

const odds = (score: number): number => score / Math.max(1 - score, 1e-6);

/** Matches the unified questions and those of all domains, and prefers the unified ones. */
const preferOwn =
  (own: Matcher['match'], others: readonly (() => Matcher)[]): Matcher['match'] =>
  (input) => {
    const ownMatches = own(input).map((one) => ({
      ...one,
      rank: odds(one.score) * ownQuestionOdds,
    }));
    const otherMatches = others
      .flatMap((other) => other().match(input))
      .map((one) => ({ ...one, rank: odds(one.score) }));
    return [...ownMatches, ...otherMatches]
      .toSorted((left, right) => right.rank - left.rank)
      .map(({ question, score }) => ({ question, score }));
  };

/** Inputs that the matchers of all spaces share. */
type Shared = {
  readonly wordings: Wordings;
  readonly readFeatures: typeof featuresOf;
  readonly ranker: Ranker;
  readonly correct: Corrector;
};

function prepareShared(catalogue: Catalogue): Shared {
  const wordings = readWordings();
  const headers = catalogue.questions.flatMap((one) => [
    one.question,
    ...one.variants,
    one.meaning,
    columnWords(one),
  ]);
  const correct = createCorrector([...conceptWords, ...headers, ...wordings.all, ...metricTexts()]);
  return {
    wordings,
    readFeatures: createFeatureCache(),
    ranker: createRanker(() => catalogue.questions),
    correct,
  };
}

/**
 * Creates a matcher for each space on first use, so that the start does not wait for the training. It is
 * trained with the headers of the domain's questions, their wordings and examples that the space cannot
 * answer. The matcher of `unified` also matches the questions of all other domains.
 *
 * Effect: reads the wordings at the first use.
 */
export function createMatchers(catalogue: Catalogue): (domain: Domain) => Matcher {
  const known = trained.get(catalogue) ?? trainFor(catalogue);
  trained.set(catalogue, known);
  return known;
}

/** Matchers learn from the catalogue and the wordings alone: workspaces of a process share them. */
const trained = new WeakMap<Catalogue, (domain: Domain) => Matcher>();

function trainFor(catalogue: Catalogue): (domain: Domain) => Matcher {
  let shared: Shared | null = null;
  const matchers = new Map<Domain, Matcher>();
  const of = (domain: Domain): Matcher => {
    const known = matchers.get(domain);
    if (known !== undefined) return known;
    shared ??= prepareShared(catalogue);
    const own = createMatch(catalogue, domain, shared);
    const others = domains.filter((other) => other !== 'unified').map((other) => () => of(other));
    const match = domain === 'unified' ? preferOwn(own, others) : own;
    const matcher = { match, correct: shared.correct };
    matchers.set(domain, matcher);
    // Nothing is trained any more: the features of all wordings take tens of megabytes.
    if (matchers.size === domains.length) shared = null;
    return matcher;
  };
  return of;
}
