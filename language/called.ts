/** A word that a question uses as the name of a thing of a kind: "the translator endpoint". */
export type Called = { readonly name: string; readonly kind: string };

const kinds = 'endpoint|warehouse|cluster|pipeline|job';

/** Words before a kind that say which one is meant, or what it is like, and are no names. */
const describing =
  /^(?:the|that|this|which|what|whose|each|every|any|some|same|other|another|first|last|next|previous|latest|newest|oldest|whole|entire|main|single|only|both|second|third|shared|serverless|classic|small|medium|large|larger|huge|tiny|idle|slow|fast|long|busy|bad|good|broken|stuck|dead|live|real|usual|normal|certain|particular|specific|similar|different|separate|dedicated|default|starter|personal|purpose|interactive|declarative|model|models|serving|delta|lakeflow|spark|photon|python|notebook|batch|legacy|prod|production|staging|test|development|critical|important|expensive|cheap|costly|failed|biggest|databricks|vector|search|external|internal|custom|foundation|compute|analytics|data|quality|monitoring|backup|team|multi|root|parent|child|upstream|downstream|related|affected|responsible|respective|above|below|current|unknown|unnamed|unused|retired|nightly|runbook|dashboard|alert|with|from|into|onto|over|under|about|does|have|were|been|your|their|most|least|more|less|than|when|while|once|when|then|also|just|still|even|ever|never|always)$/;
/** Forms of words that describe. */
const form = /(?:ing|ed|est|ly|ous|ful|less|able|ible|ive|ical|ic|ary|al)$/;

const called = new RegExp(
  `\\b(?:the|of|on|for|by|did|does|is|was|has|our) (\\p{Ll}{4,20}) (${kinds})(?![\\w-])`,
  'gu',
);

/**
 * Ordinary words that stand as names before the kind of a thing, each once. Whether anything is called so, only
 * the platform knows.
 *
 * Pure.
 */
export function calledIn(question: string): readonly Called[] {
  const found = [...question.matchAll(called)].map(([, name = '', kind = '']) => ({ name, kind }));
  return found
    .filter(({ name }) => !describing.test(name) && !form.test(name))
    .filter(({ name }, at, all) => all.findIndex((one) => one.name === name) === at);
}
