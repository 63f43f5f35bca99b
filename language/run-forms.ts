const doing =
  '(\\S+?),? (?:doing|going|running|performing|behaving|do|holding up)(?: lately| recently| these days)?(?=[\\s?.,!]|$)';

/** Ways to ask about runs and updates, each with the form that is understood. */
export const runForms: readonly (readonly [RegExp, string])[] = [
  // "The full refresh of `etl` on 12 November, has it succeeded?"
  [
    /^\W*(?:for [^:,]{3,40}: )?(the [^?,:]{5,80}?)(?:,| [-–—]|:) (?:has|have|did) (?:it|they|that) (succeed(?:ed)?|work(?:ed)?|fail(?:ed)?|finish(?:ed)?|complete[d]?|go through)\W*$/iu,
    'has $1 $2?',
  ],
  // "How is the pipeline `etl` doing?"
  [
    new RegExp(`\\bhow (?:is|are|does|do) (?:the |our )?pipeline ${doing}`, 'giu'),
    'updates of the pipeline $1 by result',
  ],
  [
    new RegExp(`\\bhow (?:is|are|does|do) (?:the |our )?job ${doing}`, 'giu'),
    'how did the runs of the job $1 go',
  ],
  // "Which takes longer on average?"
  [
    /\b(?:takes?|took|runs?|ran|lasts?|lasted|needs?|needed) longer (?:on|in the) average\b/giu,
    'has the highest average duration',
  ],
  [
    /\b(?:takes?|took|runs?|ran|lasts?|lasted|needs?|needed|is|are) (?:shorter|quicker|faster) (?:on|in the) average\b/giu,
    'has the lowest average duration',
  ],
  // "What is the most frequent error of failed runs?"
  [
    /\b(?:what|which) (?:(?:is|was|are|were) )?(?:the )?(?:most (?:frequent|common|usual)|top|main|commonest) (?:error|failure|termination)s?(?: codes?| reasons?| messages?)? (?:of|for|in|among|behind|on) (?:the |our |all )?(?:failed |failing |bad )?(?:job )?runs\b/giu,
    'for which reasons do runs end badly',
  ],
  // "Since when has `etl` had no successful run?"
  [
    /\bsince when (?:has|have|did|does) (?:the )?(?:job |pipeline )?(\S+) (?:had no|not had (?:a|any)|have no|has no|no) (successful|completed|complete|good|clean|green|working) (run|update)s?\b[^?]*/giu,
    'when was the last $2 $3 of $1',
  ],
  // "Did `etl` ever need more than five hours?"
  [
    /\bdid (?:the )?(?:job |pipeline )?([\w-]+) (?:ever |once |at any time )?(?:need|take|last|run(?: for)?|require) (?:longer than|more than|over) (?=(?:\d[\d.]*|an?|half an?|one|two|three|four|five|six|eight|ten|twelve) ?(?:h|hours?|m|min|minutes?)\b)/giu,
    'did any run of $1 take more than ',
  ],
  [
    /\b(quer(?:y|ies)|statements?|runs?|updates?) (?:with|having|of) (?:an? )?(?:total |overall )?(?:duration|run ?time|execution time|length) ?(?:>|>=|over|above|of more than|longer than|more than|beyond|exceeding) ?(?=\d)/giu,
    '$1 that took longer than ',
  ],
  // "For how many days now is `a.b.c` unhealthy?"
  [
    /\b(?:for )?how many days (?:now |already )?(?:is|has|are|have) (?:the )?(?:table |job |pipeline )?(\S+) (?:been |now |already )*(unhealthy|stale|failing|red|broken|incomplete)\b/giu,
    'since when is $1 $2',
  ],
  [
    /,? (?:ac+ording to|by|per|as of) (?:the |our )?(?:data )?(?:quality )?monitoring(?=\W*$)/giu,
    '',
  ],
  // "`etl_daily` last ok run?", "last green run of `etl_daily`".
  [
    /^[^\p{L}\d]*(?:the )?(?:job |pipeline )?([\p{L}\d]+(?:_[\p{L}\d]+)+)[,:]? (?:the )?(?:last|latest|most recent) (?:ok(?:ay)?|good|green|clean|successful|succeeded) (run|update)(?:,? (?:the )?(?:date|time|when)(?: please)?)?\W*$/iu,
    'when was the last successful $2 of $1',
  ],
  [
    /^[^\p{L}\d]*(?:the )?(?:last|latest|most recent) (?:ok(?:ay)?|good|green|clean|successful|succeeded) (run|update) (?:of|for) (?:the )?(?:job |pipeline )?([\p{L}\d]+(?:_[\p{L}\d]+)+)(?:,? (?:the )?(?:date|time|when)(?: please)?)?\W*$/iu,
    'when was the last successful $1 of $2',
  ],
];
