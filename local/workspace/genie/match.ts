import { conceptWords } from '../../../language/concepts.ts';
import { type Domain, domains } from '../../../domain/domains.ts';
import type { Catalogue, CertifiedQuestion, QuestionParameter } from '../../../sql/catalogue.ts';
import { type Example, train } from './classifier.ts';
import { featuresOf, rememberingFeatures } from './features.ts';
import { type Corrector, createCorrector } from './spelling.ts';
import { readWordings, type Wordings } from './wordings.ts';

type Role = QuestionParameter['role'];

export type Scored = { readonly question: CertifiedQuestion; readonly score: number };

/** A question without its times and names, and which kinds of object it named. */
export type Asked = {
  readonly core: string;
  readonly named: ReadonlySet<Role>;
};

export type Matcher = {
  /** The certified questions of one space that a text may mean, best first; scores are 0 to 1. */
  readonly match: (asked: Asked) => readonly Scored[];
  /** Puts misspelt words right before a text is taken apart. */
  readonly correct: Corrector;
};

const none = 'none';

/** How much a wording of another domain counts as one that this space cannot answer. */
const foreign = 0.05;
const foreignHeader = 0.3;

/** By how much the unified space prefers its own questions: a factor of their odds. */
const preference = 30;

/** How much of its score a question loses of which no word is known. */
const strangeness = 0.6;

const columnsOf = (question: CertifiedQuestion): string =>
  Object.keys(question.columns).join(' ').replaceAll('_', ' ');

function examplesOf(
  question: CertifiedQuestion,
  wordings: readonly string[],
  read: typeof featuresOf,
): Example[] {
  const label = question.id;
  const as = (weight: number) => (text: string) => ({ features: read(text), label, weight });
  const about = `${question.meaning} ${columnsOf(question)}`;
  return [
    ...[question.question, ...question.variants].map(as(2)),
    ...wordings.map(as(1)),
    as(0.5)(about),
  ];
}

/** What a space cannot answer: what nobody can, and the matters of other spaces. */
function foreignExamples(
  catalogue: Catalogue,
  domain: Domain,
  wordings: Wordings,
  read: typeof featuresOf,
): Example[] {
  const { outOfReach } = wordings;
  const own = [...(outOfReach['everywhere'] ?? []), ...(outOfReach[domain] ?? [])];
  const others = catalogue.questions.filter(
    (one) => one.domain !== domain && (domain === 'unified' || one.domain !== 'unified'),
  );
  const headers = others.flatMap((one) => [one.question, ...one.variants]);
  const said = others.flatMap((one) => wordings.of[one.domain][one.name] ?? []);
  const asNone = (weight: number) => (text: string) => ({
    features: read(text),
    label: none,
    weight,
  });
  return [
    ...own.map(asNone(1.5)),
    ...headers.map(asNone(foreignHeader)),
    ...said.map(asNone(foreign)),
  ];
}

/** Roles that take a name of another: knownPrincipals own, and teams own tables. */
const takers: Partial<Record<Role, readonly Role[]>> = {
  user: ['user', 'owner'],
  owner: ['owner', 'user', 'team'],
  team: ['team', 'owner'],
};

/** Whether a question can be narrowed to a kind of object. */
export const takes = (question: CertifiedQuestion, role: Role): boolean =>
  Object.values(question.parameters).some((parameter) =>
    (takers[role] ?? [role]).includes(parameter.role),
  );

/**
 * How well a question fits what was named. A statement that cannot be narrowed to it would answer
 * another question; one that can is the likelier, the fewer others can.
 */
function fitter(
  mine: readonly CertifiedQuestion[],
): (question: CertifiedQuestion, named: Asked['named']) => number {
  const able = (role: Role) => mine.filter((question) => takes(question, role)).length;
  return (question, named) =>
    [...named].reduce(
      (fit, role) => fit * (takes(question, role) ? (mine.length / able(role)) ** 0.35 : 0.25),
      1,
    );
}

/** The words and concepts of a text, without pairs and what it begins with. */
const singles = (features: readonly string[]): string[] =>
  features.filter((feature) => !feature.includes(' ') && !feature.startsWith('^'));

/** How much of a text a question's own wordings know, by the question's id: 0 to 1. */
function familiarity(
  examples: readonly Example[],
): (id: string, features: readonly string[]) => number {
  const known = new Map<string, Set<string>>();
  for (const { label, features } of examples) {
    const words = known.get(label) ?? new Set();
    for (const feature of singles(features)) words.add(feature);
    known.set(label, words);
  }
  return (id, features) => {
    const said = singles(features);
    const words = known.get(id);
    return said.length === 0 ? 1 : said.filter((one) => words?.has(one)).length / said.length;
  };
}

/** Over the questions of one domain; what they do not answer takes its share of the whole. */
function createMatch(
  catalogue: Catalogue,
  domain: Domain,
  wordings: Wordings,
  read: typeof featuresOf,
): Matcher['match'] {
  const mine = catalogue.questions.filter((question) => question.domain === domain);
  const examples = mine.flatMap((question) =>
    examplesOf(question, wordings.of[domain][question.name] ?? [], read),
  );
  const fit = fitter(mine);
  const familiar = familiarity(examples);
  const classify = train([...examples, ...foreignExamples(catalogue, domain, wordings, read)]);
  return ({ core, named }) => {
    const features = featuresOf(core);
    const likely = classify(features);
    const scored = mine.map((question) => ({
      question,
      share: (likely.get(question.id) ?? 0) * fit(question, named),
    }));
    const all = scored.reduce((sum, { share }) => sum + share, likely.get(none) ?? 0);
    return scored
      .map(({ question, share }) => {
        const doubt = strangeness * (1 - familiar(question.id, features));
        return { question, score: (share / all) * (1 - doubt) };
      })
      .toSorted((left, right) => right.score - left.score);
  };
}

const odds = (score: number): number => score / Math.max(1 - score, 1e-6);

/** Its own questions and those of all domains, its own preferred. */
const preferring =
  (own: Matcher['match'], others: readonly (() => Matcher)[]): Matcher['match'] =>
  (asked) => {
    const mine = own(asked).map((one) => ({ ...one, rank: odds(one.score) * preference }));
    const guests = others
      .flatMap((other) => other().match(asked))
      .map((one) => ({ ...one, rank: odds(one.score) }));
    return [...mine, ...guests]
      .toSorted((left, right) => right.rank - left.rank)
      .map(({ question, score }) => ({ question, score }));
  };

/** What the matchers of all spaces share. */
type Shared = {
  readonly wordings: Wordings;
  readonly read: typeof featuresOf;
  readonly correct: Corrector;
};

function share(catalogue: Catalogue): Shared {
  const wordings = readWordings();
  const headers = catalogue.questions.flatMap((one) => [
    one.question,
    ...one.variants,
    one.meaning,
    columnsOf(one),
  ]);
  const correct = createCorrector([...conceptWords, ...headers, ...wordings.all]);
  return { wordings, read: rememberingFeatures(), correct };
}

/**
 * A matcher for each space, made when it is first wanted: most workspaces are asked about few, and a
 * start waits for none. One learns from the headers of its domain's questions, the wordings beside
 * them and what the space cannot answer; `unified` prefers its own questions and has those of all
 * domains.
 *
 * Effect: reads the wordings at the first use.
 */
export function createMatchers(catalogue: Catalogue): (domain: Domain) => Matcher {
  let shared: Shared | null = null;
  const made = new Map<Domain, Matcher>();
  const of = (domain: Domain): Matcher => {
    const known = made.get(domain);
    if (known !== undefined) return known;
    shared ??= share(catalogue);
    const own = createMatch(catalogue, domain, shared.wordings, shared.read);
    const others = domains.filter((other) => other !== 'unified').map((other) => () => of(other));
    const match = domain === 'unified' ? preferring(own, others) : own;
    made.set(domain, { match, correct: shared.correct });
    return { match, correct: shared.correct };
  };
  return of;
}
