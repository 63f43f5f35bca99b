const things =
  '(?:tables?|jobs?|pipelines?|warehouses?|clusters?|quer(?:y|ies)|endpoints?|runs|users|accounts|(?:service )?principals|admins|identities|teams|people|any(?:one|body))';

/** Things that are limited by what has to be looked up: "tables nobody reads", "a table that had no updates". */
const relative = new RegExp(
  `\\b(${things})\\s+((?:that|which|who|whose)\\s+(?:(?:then|later|also|since|still)\\s+)?(?:(?:run-as|owner) (?:identity|user) )?(?:got|lost|has|have|had|is|are|was|were|did|do|does|nobody|no|jobs|queries|runs|tables|missed|fail(?:s|ed)?|br(?:eak|eaks|oke)|wait(?:s|ed)?|hangs?|hung|exceed(?:s|ed)?|timed out|queued?)\\b[^,;?!]*|(?:nobody|no one|noone)\\s[^,;?!]*|with(?:out)? (?:failed|failing|no|missing|stale|broken|bad|any|old|open)\\b[^,;?!]*)`,
  'giu',
);
/** "The job that loads it" says which one is meant. */
const definite = /\b(?:the|this|that)\s+(?:\p{L}+\s+)?$/iu;

/** Says which one thing is meant, before what is asked of it: "did the job that loads the orders fail". */
const identified = new RegExp(
  `\\b((?:the|this|that|these|those) (?:\\p{L}+ )?${things}) (?:that|which|who) \\p{L}+ (?:(?:the|our|its|their|all) )?(?:\\p{L}+ ){0,2}?\\p{L}+ (?=(?:fail\\w*|up to date|late|slow\\w*|stale|fresh|still|run|ran|running|time[ds]? out|timing out|cost|ever|finish\\w*|succeed\\w*|miss\\w*|last|healthy)\\b)`,
  'giu',
);

/** Things in a state, or the first by a measure: "rights on the five most expensive warehouses". */
const foremost = new RegExp(
  `(?<=\\b(?:on|of|to|for|by|behind|in|from|with|drop|delete|remove|stop|pause|without) (?:the |our )?(?:\\w+ )?)((?:stale|outdated|unused|unhealthy|unreliable|most unreliable|failed|failing|flaky|idle|untagged|slow|late|broken|most (?:expensive|costly|used|read|queried|failing)|costliest|dearest|priciest|slowest|busiest|stalest|largest|biggest|flakiest) ${things})\\b`,
  'giu',
);

/** Tags say which things are meant: nothing else has to be looked up. */
export const tagged = /\b(?:un)?tag(?:s|ged)?\b/i;

/** What limits the things of a part, with the things, and the part without it. Pure. */
export function limitsIn(part: string): {
  readonly limits: readonly string[];
  readonly rest: string;
} {
  const limits: string[] = [];
  const rest = part
    .replaceAll(identified, '$1 ')
    .replaceAll(relative, (all, of: string, limit: string, at: number, whole: string) => {
      if (tagged.test(limit)) return all;
      if (definite.test(whole.slice(0, at))) return all;
      limits.push(`${of} ${limit}`);
      return of;
    });
  return { limits: [...limits, ...(part.match(foremost) ?? [])], rest };
}

/** Things in a state, of which it may be asked what they cost. */
const state =
  /\b(?:failed|failing|broken|retried|cancell?ed|skipped|stale|unused|outdated|slow|slowest|idle|idling|late)\s+(?:(?:job|pipeline|task)\s+)?(?:jobs?|runs?|pipelines?|updates?|tables?|quer(?:y|ies)|clusters?|warehouses?)\b/giu;

/** What things in a part that asks for money are limited to, when that has to be looked up. Pure. */
export const limitsOfMoney = (part: string): readonly string[] =>
  [...part.matchAll(state)].map(([all]) => all);
