/** Ways to ask who did something or to whom, each with the form that is understood. */
export const whoForms: readonly (readonly [RegExp, string])[] = [
  // "`web_sessions` full refresh on 12 Nov – who kicked it off?"
  [
    /^\W*(?!who\b)([^?]{5,80}?)(?: ?[-–—:,?]) who (?:has |had )?(\w+) (?:it|that|this|them)( off| up| down)?\W*$/iu,
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
];
