/** Who may have done something, as a question puts it. */
const somebody =
  '(?:who(?:ever)?|any(?:one|body)|some(?:one|body)|(?:which|what) (?:people|persons?|users?|colleagues?|accounts?|admins?|service principals?))(?: else)?';

/** What is done to settings, rights and things: none of what work itself does, as "ran" or "spent". */
const deed =
  'touch(?:ed)?|chang(?:e|ed)|edit(?:ed)?|modif(?:y|ied)|alter(?:ed)?|adjust(?:ed)?|resiz(?:e|ed)|reconfigur(?:e|ed)|(?:switch|turn)(?:ed)? (?:it |that |this )?(?:off|on)|disabl(?:e|ed)|enabl(?:e|ed)|grant(?:ed)?|revok(?:e|ed)|delet(?:e|ed)|drop(?:ped)?|renam(?:e|ed)|creat(?:e|ed)|paus(?:e|ed)|promot(?:e|ed)|rais(?:e|ed)|lower(?:ed)?|increas(?:e|ed)|reduc(?:e|ed)|remov(?:e|ed)|add(?:ed)?|log(?:ged)? (?:in|on)|sign(?:ed)? in|tamper(?:ed)? with|mess(?:ed)? with|us(?:e[sd]?|ing) (?:it|that|this|them)|(?:did|do|done) (?:it|that|this|the (?:first|second|third|last|other) one)';

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

/** Whether a text asks who did something to a setting, a right or a thing. Pure. */
export const asksForDoer = (text: string): boolean =>
  asked.test(text) || passive.test(text) || ofPerson.test(text);
