import { clausesOf } from '../language/clauses.ts';
import { requestsIn } from '../language/requests.ts';
import { withoutContrast } from '../language/contrast.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';
import { ranker } from '../wordings/rank.ts';
import { subjectOf } from '../wordings/subject.ts';

/** Words that begin a limit, and what may stand between them and its noun. */
const limit =
  /\b(?:of|in|for|with|without|by|from|on|under|only|just|that (?:never|do not|don['’]t|have no|has no|have|has|are|is))\s+(?:(?:the|a|an|our|my|all|any|one)\s+)?([\p{L}][\p{L}\p{N}-]+)(?:\s+(?!(?:of|in|for|with|without|by|from|on|under|only|that|and|or|department|group|division|region)\b)([\p{L}\p{N}][\p{L}\p{N}-]+))?(?:\s+(department|group|division|region|ones|nodes))?/giu;

/** Kinds of things that a question may be limited to, wherever they stand. */
const kinds =
  /\b(?:region|vendor|supplier|department|division|country|city|severity|priority|tier|gpu|on ?call|weekdays?|business unit)s?\b(?:\s+[\p{L}\p{N}][\p{L}\p{N}-]+)?/giu;

/** Things that a question is about: "which warehouse", "per notebook", "which interns". */
const things =
  /\b(?:which|what|each|every|per|by|any) (?:the |our |of |one |two |three |\d+ )*(?:warehouses?|clusters?|jobs?|pipelines?|tables?|teams?|workspaces?|endpoints?|dashboards?|notebooks?|apps?|catalogs?|schemas?|views?|volumes?|models?|functions?|service (?:principal|account)s?|skus?|contractors?|externals?|interns?|guests?|consultants?|vendors?|freelancers?)\b/giu;

/** "Users who have not logged in", "jobs that never ran"; "isn't it slow?" only asks. */
const denied =
  /(?<!^\W*)\b(?:(?:ha(?:s|ve|d)|did|do(?:es)?|is|are|was|were)(?: not|n['’]?t)|never)(?: (?:been|ever|yet))? (?!(?:know|understand|sure|mind|include|count|tell|show|need|want|care|just|only|right|correct)\b)[\p{L}-]+/giu;
/** Words of questions that tell what did not happen. */
const negations = ['never', 'unused', 'missing', 'stale', 'silent', 'idle'];

/** Words that limit nothing. */
const idle =
  /^(?:general|total|all|fact|detail|moment|short|particular|order|question|questions|case|day|days|week|month|year|time|times|here|there|now|me|us|them|you|it|this|that|these|those|each|every|which|what|who|whom|whose|bin|slide|sheet|one|use|top|list|way|sum|row|rows|terms|average|once|least|most|hour|hours|minutes|need|more|less|fewer|between|next|bad|good|own|middle|place|platform|itself|themselves|death|cake|predictive|looking|being|going|getting|having|making|doing|please|pls|thanks)$/i;

const isPlain = (word: string): boolean => !/\d|-|_/.test(word) && !idle.test(word);

/**
 * Creates the function that finds what a question limits itself to by words that none of the certified
 * questions, which answered it, knows: "in the region eu-west-1", "severity high".
 *
 * Pure after its first use, which reads the wordings.
 */
export function createUnknownLimits(
  catalogue: Catalogue,
): (question: string, ids: readonly string[]) => readonly string[] {
  const byId = new Map(catalogue.questions.map((one) => [one.id, one]));
  const about = ({ meaning, columns, parameters }: CertifiedQuestion) =>
    [meaning, ...Object.keys(columns), ...Object.keys(parameters)].join(' ').toLowerCase();
  return (question, ids) => {
    const texts = ids.flatMap((id) => byId.get(id) ?? []).map(about);
    const isKnown = (word: string) =>
      ids.some((id) => ranker.knows(id, word)) ||
      texts.some((text) => text.includes(word.toLowerCase().replace(/s$/, '')));
    const asked = withoutContrast(ranker.correct(question));
    const text = subjectOf(requestsIn(asked)[0] ?? asked);
    const limited = [...text.matchAll(limit)].filter(([, noun = '', , kind]) =>
      [noun, kind].some((word) => word !== undefined && isPlain(word) && !isKnown(word)),
    );
    const named = [...text.matchAll(kinds)].filter(
      ([words]) => !isKnown(words.split(/\s/)[0] ?? ''),
    );
    // Of several things that are asked, another answer may be about the others.
    const isOne = clausesOf(asked).length < 2;
    const unlike = [...text.matchAll(things)].filter(
      ([words]) => isOne && !isKnown(words.split(/\s/).at(-1) ?? ''),
    );
    const isOfNothing =
      negations.some((word) => ids.some((id) => ranker.knows(id, word))) ||
      texts.some((one) => /\b(?:not|no|never|without)\b/.test(one));
    const missed = isOfNothing ? [] : [...text.matchAll(denied)];
    // A name is left as the kind that it is of, which nobody said.
    const isSaid = (words: string): boolean => asked.toLowerCase().includes(words.toLowerCase());
    const found = [...limited, ...named, ...unlike, ...missed]
      .map(([words]) => words.trim())
      .filter(isSaid);
    return found.filter((one, at) => !found.some((other, n) => n !== at && other.includes(one)));
  };
}
