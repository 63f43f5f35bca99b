/** A clause goes on until one of these. */
const rest = '[^,;:.?!–—]*';
const opens = '(?:^|\\s*[,;–—(]\\s*|\\s-\\s|\\s)';
const nothing = "(?:no|not|none|nothing|nobody|neither|never|without|n[’']t)";
const fault =
  '(?:fail|error|alarm|alert|warning|problem|complain|exception|issue|crash|broken|red\\b|chang|touch|edit|deploy)';
const unchanged =
  "(?:as (?:always|usual|ever|before|normal|planned|many as|large as|big as)|the same(?! (?:time|day|night|hour|moment|reason|cause|thing))|unchanged|(?:not|n[’']t) chang\\w+|constant|(?:on|in) time)";

/** What somebody says is not the matter. */
const denied: readonly RegExp[] = [
  // "Even though it is loaded on time", "despite fewer runs".
  new RegExp(
    `${opens}(?:even though|even if|although|though|albeit|despite|in spite of|notwithstanding|regardless of)\\b${rest}`,
    'gi',
  ),
  // "While no job reports an error", "but nothing failed", "not even failed ones".
  new RegExp(`${opens}(?:while|whilst|whereas)\\s(?:\\S+\\s){0,4}?${nothing}\\b${rest}`, 'gi'),
  new RegExp(
    `${opens}(?:but|yet|and|with)\\s(?:\\S+\\s){0,3}?${nothing}\\b${rest}?\\b${fault}${rest}`,
    'gi',
  ),
  new RegExp(
    `${opens}(?:not even|without (?:any|an?|one|a single))\\s(?:\\S+\\s){0,2}?${fault}${rest}`,
    'gi',
  ),
  // "Nobody gets errors from it, it just …".
  new RegExp(`^${nothing}\\s(?:\\S+\\s){0,4}?${fault}[^,;:.?!–—]*[,;–—]`, 'gi'),
  // "It has not failed. So why is it old?"
  new RegExp(
    `(?:^|[.!]\\s+)(?:[^\\s.?!,;:]+\\s){0,5}?(?:${nothing}|[^\\s.?!,;:]+n[’']t)\\s(?:[^\\s.?!,;:]+\\s){0,3}?${fault}[^.?!,;:]*\\.(?=\\s+\\p{Lu})`,
    'giu',
  ),
  // "…; is something broken?" asks for no other trouble.
  new RegExp(
    `[,;.?!–-]\\s*(?:or )?(?:is|was|are|has|have|did|does) (?:something|anything|it|this|that|there|these|they) (?:\\S+ ){0,3}?(?:brok\\w*|wrong|fail\\w*|errors?|mistakes?|bugs?|off|happen\\w*|crash\\w*|faulty|odd|fishy)\\W*$`,
    'gi',
  ),
  // "With its size as always", "when the load is the same".
  new RegExp(
    `${opens}(?:when|while|whilst|whereas|with|at|but)\\s(?:(?!why\\b|how\\b|what\\b)[^\\s,;:.?!]+\\s){1,9}?${unchanged}${rest}`,
    'gi',
  ),
];

/** A question of so few words has nothing to leave out. */
const fewestWords = 3;

/**
 * The words of a question without what it says is not the matter: "while no job reports an error" asks for
 * no error. All of them where little else would be left.
 *
 * Pure.
 */
export function stated(question: string): string {
  const kept = denied
    .reduce((text, clause) => text.replaceAll(clause, ' '), question)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return kept.split(' ').length < fewestWords ? question : kept;
}
