const right = '(?:access(?:es)?|rights?|permissions?|privileges?|grants?)';
const uses =
  '(?:read|access|query|open|select|see|use|write|load|reach|get (?:at|to|into)|touch|connect)';

/** Words for an access that was refused: "permission denied", "no rights on", "may not read". */
export const refusal = new RegExp(
  [
    `\\b(?:access|permissions?|privileges?|authori[sz]ation|rights)[ _-](?:is |was |were |got |gets )?(?:den(?:ied|ials?)|errors?|problems?|issues?|failures?|refus\\w+|exceptions?)\\b`,
    `\\b(?:den(?:ied|ials?)|refus\\w+|forbid\\w*) (?:\\w+ ){0,2}?(?:access(?:es)?|actions|operations|attempts)\\b`,
    `\\b(?:was|were|is|are|be|been|being|gets?|got) (?:\\w+ly |suddenly )?(?:denied|refused|forbidden|locked out|shut out)\\b(?! (?:log|sign|request))`,
    `\\b(?:forbidden|unauthori[sz]ed|403s?|insufficient[ _](?:\\w+[ _])?(?:rights?|permissions?|privileges?))\\b`,
    `\\b(?:keeps?|kept|lock(?:s|ed)?|shuts?) (?:\\S+ ){0,3}?out (?:of|from)\\b`,
    `\\b(?:block(?:s|ed)?|barr?(?:s|ed)?|bann?(?:s|ed)?|exclud(?:es|ed)|cut off|kept) (?:\\S+ ){0,3}?from (?:${uses}|reading|using|\\S+\\.\\S+)`,
    `\\b${right} (?:(?:did|does|has|have|was|were|is|are|that|which) )?(?:[^\\s,]+ ){0,3}?(?:los[et]|losing|lacks?|miss(?:es|ing)?|revoked|withdrawn|removed|taken)\\b`,
    `\\b(?:(?:took|takes?|taken|taking)(?! (?:place|part|over)\\b)|revok\\w+|withdrew|withdrawn|strip\\w+) (?:\\S+ ){0,3}?(?:access|rights|permissions?|privileges?|grants?)\\b`,
    // Of one that is named: names are left out.
    `\\bwhat (?:did|has|have) (?:lose|lost)\\b`,
    `\\bnot (?:be )?(?:allowed|permitted|authori[sz]ed)\\b`,
    `\\b(?:no|lost|lose[sd]?|losing|lacks?|lacking|missing|without|misses) (?:\\w+ ){0,2}?${right}\\b`,
    `\\b(?:can(?:no|['’]?)t|can not|could(?: not|n['’]?t)|may not|unable to|no longer|not able to) (?:[^\\s,]+ ){0,3}?${uses}\\b`,
  ].join('|'),
  'i',
);
