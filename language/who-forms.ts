/** Ways to ask who did something or to whom, each with the form that is understood. */
export const whoForms: readonly (readonly [RegExp, string])[] = [
  // "`web_sessions` full refresh on 12 Nov – who kicked it off?"
  [
    /^\W*(?!who\b)(?![^?]*\b(?:since|is|are|was|were|has|had|got|went|keeps?|became)\b)([^?]{5,80}?)(?: ?[-–—:,?]) who (?:has |had )?(\w+) (?:it|that|this|them)( off| up| down)?\W*$/iu,
    'who $2$3 the $1?',
  ],
  [
    /\bwho (\w+)( off| up| down)? the (?:(?:job|pipeline|warehouse|cluster) )?((?!full\b)[\w-]+)['’]?s? (full refresh|refresh|run|update|restart|resize|change|deletion|download)\b/giu,
    'who $1$2 the $4 of $3',
  ],
  [
    /\bwho (?:has |had )?(?:changed|edited|modified|altered|updated) the size of (?:an?|any|some|our|the|one of our) (?:sql )?warehouses?\b/giu,
    'who resized a warehouse',
  ],
  // Who was added is not who did it.
  [
    /\bwho (?:was|were|is|are|got|has been|have been) (?:added|put) (?:to|into|in) (?:the )?(?:group )?admins\b(?: group)?/giu,
    'who was granted admin rights',
  ],
  [
    /\bwho (?:was|were|is|are|got|has been|have been) (added|put|removed) (to|into|in|from) (?=(?:the )?(?:group )?[\w'"`-]+)/giu,
    'which members were $1 $2 ',
  ],
  // "Everyone with select on `a.b.c`": who has it, and not what everybody has.
  [
    /^\W*(?:(?:list|show|give me)(?: me)?(?: of)? )?(?:a list of )?(?:everyone|everybody|all (?:users|people|groups|principals)) (?:with|who has|who have|having|that have) (?:the )?(select|modify|all privileges|access|rights|privileges|permissions|read access|write access) (on|to)\b/iu,
    'who has $1 $2',
  ],
  [
    /\bwhat can (?!we\b|i\b|you\b|they\b|people\b)(?:the )?(?:group )?([\w-]+)(?: group)? (?:actually |really |all )?(?:see|read|access)\b/giu,
    'which tables can the group $1 read',
  ],
  // "Who made `bi-main` small?"
  [
    /\bwho (?:has |had )?(?:made|set|turned|scaled|sized|shrank|switched) (?:the )?(?:warehouse |cluster )?([\w-]+) (?:down |up |in)?(?:to )?(?:(?:2x-|x-)?(?:small|medium|large)|smaller|larger|bigger)\b/giu,
    'who changed $1',
  ],
  // "`etl` edited by whom?"
  [
    /^\W*(?:the )?(\S+?):? (?:was |were )?(edited|changed|modified|created|deleted|restarted|resized|paused) by whom\b/iu,
    'who $2 $1',
  ],
  [/\b(?:until|till) when was (\S+) (?:still )?active\b[^?]*/giu, 'when was $1 last active'],
  // "`ana` last successful login?"
  [
    /^\W*(?:user )?(\S+@\S+|\S+)(?:['’]s)?:? (last|first) ((?:successful |succesful |failed )?(?:login|log-in|sign-in|logon))\W*$/iu,
    'when was the $2 $3 of $1',
  ],
];
