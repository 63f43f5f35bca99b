const rest = '[^,;:.?!–—]*';
/** What parts a clause from the one before it. */
const mark = '\\s*[,;–—]\\s*|\\s-\\s';

/** What somebody says that they do not ask: "…, not the unit prices", "rather than per workspace". */
const contrasts: readonly RegExp[] = [
  // "not monitored tables" are tables; "not late tables, …" says what is not meant.
  new RegExp(`^not (?!\\w+(?:ed|en|ing)\\b)${rest}[,;:]\\s*`, 'gi'),
  /\s*\((?:and |but )?(?:not|no|never mind|without|except) [^()]*\)/gi,
  new RegExp(
    `(?:(?:${mark})(?:and |but )?|\\s(?:and|but) )not (?=(?:the|a|an|one|just|only|who|whose|which|what|when|how|by|per|in terms of|my|our|their|its)\\b)(?!an? single)${rest}`,
    'gi',
  ),
  new RegExp(`(?:${mark})(?:and |but )?(?:there is )?no need (?:for|to|of) ${rest}`, 'gi'),
  // One word: "no reads and no writes" is what is asked.
  /[,(]\s*(?:and |but )?no (?!longer|one|matter|more)\p{L}+(?: please| thanks)?(?=\s*(?:[,;.?!)]|$))/giu,
  new RegExp(`^never mind ${rest}[,;:]\\s*|(?:${mark})never mind ${rest}`, 'gi'),
  new RegExp(`,?\\s*\\b(?:rather than|instead of|as opposed to) ${rest}`, 'gi'),
  new RegExp(
    `(?<!\\bif(?: i)?)(?:${mark}|\\s)(?:and |but )?(?:no,? )?(?:please |i )?(?:do not|don['’]?t) (?:really )?(?:tell|show|give|list|want|need|mean|care(?: about)?)\\b${rest}`,
    'gi',
  ),
];

/** A word that each of them has: most texts have none. */
const denial = /\b(?:no|not|never|without|except|rather|instead|opposed|don['’]?t)\b/i;

/**
 * The question without what it says that it does not ask; a question that is nothing else stays as it is.
 *
 * Pure.
 */
export function withoutContrast(question: string): string {
  const kept = (
    denial.test(question)
      ? contrasts.reduce((text, pattern) => text.replace(pattern, ' '), question)
      : question
  ).trim();
  return kept.split(/\s+/).length < 2 ? question : kept;
}
