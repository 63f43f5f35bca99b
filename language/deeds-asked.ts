/** Who may have done something, as a question puts it. */
const somebody =
  '(?:who(?:ever)?|any(?:one|body)|some(?:one|body)|an? (?:person|human|user|colleague)|(?:which|what) (?:people|persons?|users?|colleagues?|accounts?|admins?|service principals?))(?: else)?';

/** What is done to settings, rights and things: none of what work itself does, as "ran" or "spent". */
const deed =
  'touch(?:ed)?|chang(?:e|ed)|edit(?:ed)?|modif(?:y|ied)|alter(?:ed)?|adjust(?:ed)?|resiz(?:e|ed)|reconfigur(?:e|ed)|(?:switch|turn)(?:ed)? (?:it |that |this )?(?:off|on)|disabl(?:e|ed)|enabl(?:e|ed)|grant(?:ed)?|revok(?:e|ed)|delet(?:e|ed)|cancel(?:l?ed)?|start(?:ed)?|stop(?:ped)?|trigger(?:ed)?|launch(?:ed)?|kick(?:ed)? (?:it |that )?off|kill(?:ed)?|interven(?:e|ed)|drop(?:ped)?|renam(?:e|ed)|creat(?:e|ed)|paus(?:e|ed)|promot(?:e|ed)|rais(?:e|ed)|lower(?:ed)?|increas(?:e|ed)|reduc(?:e|ed)|remov(?:e|ed)|add(?:ed)?|log(?:ged)? (?:in|on)|sign(?:ed)? in|tamper(?:ed)? with|mess(?:ed)? with|us(?:e[sd]?|ing) (?:it|that|this|them)|(?:made|make) (?:it|that|this|them|these|those|the (?!most|fewest|largest|biggest))|(?:did|do|done) (?:it|that|this|the (?:first|second|third|last|other) one)';

const asked = new RegExp(
  `\\b${somebody} (?:(?:is|has|have|had|did|was|were|been|the|last|recently|also|then|ever|even|possibly) )*(?:${deed})\\b`,
  'i',
);

/** "Was it changed by somebody?" */
const passive = new RegExp(
  `\\b(?:${deed}) (?:\\p{L}+ )?by (?:whom?|some(?:one|body)|any(?:one|body))\\b`,
  'iu',
);

/** "What else did he do that day?" */
const ofPerson =
  /\bwhat (?:else |exactly )?(?:did|has|have|had|was|were|is|are) (?:he|she|they) (?:else )?(?:do|done|doing|change[d]?|touch(?:ed)?|delete[d]?|grant(?:ed)?)\b/i;

/** "Who may restart it?", "who is allowed to call it?", "who joined the group?" */
const allowed =
  /\bwho (?:else )?(?:(?:is|are|was|were|has been|have been) (?:still )?(?:allowed|permitted|entitled|authori[sz]ed|able) to|(?:may|can|could) (?:still |also )?(?:attach|call|invoke|start|restart|stop|manage|edit|change|delete|drop|access|open|see|read|write|query|select|use|run)|(?:has |have |was |were )?(?:joined|left|added to|removed from) (?:\p{L}+ )?groups?)\b/iu;

/** "Did jana run `etl_daily` by hand?": a person did, not the thing. */
const byPerson = new RegExp(
  `\\b(?:did|has|have) (?!(?:it|that|this|they|we|you|any|some|the|our|all|every|each|no)\\b)\\p{L}+ (?:ever |also |really |recently )?(?:run|re-?run|restart|${deed}) (?:the )?(?:job |pipeline |table |warehouse |cluster )?[\\p{L}\\d]+(?:[_.-][\\p{L}\\d]+)+`,
  'iu',
);

/** "Who cancelled the most queries?": a count of queries that ended so, which their history has. */
const ofQueries =
  /\bwho (?:\p{L}+ )?(?:cancel(?:l?ed|s)?|stop(?:ped|s)?|kill(?:ed|s)?|start(?:ed|s)?|abort(?:ed|s)?) (?:the )?(?:most|fewest|so many|many|several|any)(?: (?:of )?(?:the |their |his |her |its )?)?(?:quer(?:y|ies)|statements?)\b/iu;

/** Whether a text asks who did, or may do, something to a setting, a right or a thing. Pure. */
export const asksForDoer = (text: string): boolean =>
  !ofQueries.test(text) &&
  [asked, passive, ofPerson, allowed, byPerson].some((way) => way.test(text));
