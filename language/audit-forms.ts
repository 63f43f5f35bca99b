const address = '\\d{1,3}(?:\\.\\d{1,3}){3}';
const verb = '(?:did|has|have)';
const pronoun =
  '(?:he|she|it|they|(?:this|that) (?:account|user|person|colleague|principal|address|ip|one))';
const group = 'principals?|users?|groups?|people|accounts?';
const gave = 'gave|granted|did|added';
const privilege = '(?:select|modify|all privileges|usage|execute|read|write|access)';

/** Ways to ask for audited actions and for privileges, each with the form that is understood. */
export const auditForms: readonly (readonly [RegExp, string])[] = [
  // "What did 10.0.0.1 do, step by step, on 13 Nov?"
  [
    new RegExp(
      `\\bwhat (?:all )?(?:${verb}|was) (?:the )?(?:ip |address |ip address )?(${address}) (?:do|done|doing)\\b(?:,? step by step,?)?`,
      'giu',
    ),
    'list the events from $1',
  ],
  // "`ana@example.com` what did she do on 15 Nov?"
  [
    new RegExp(
      `^[^\\p{L}\\d]*(\\S+@[^\\s,:?]+)(?: ?[-–—,:?])? what (?:all )?${verb} ${pronoun} (?:do|done)(?=\\s*[?.!]*$)`,
      'iu',
    ),
    'the latest 50 events of $1',
  ],
  [
    new RegExp(
      `^[^\\p{L}\\d]*(\\S+@[^\\s,:?]+)(?: ?[-–—,:?])? what (?:all )?${verb} ${pronoun} (?:do|done)\\b`,
      'iu',
    ),
    'what did $1 do',
  ],
  // "Logged in this week": the word belongs to the verb.
  [/\b((?:logged|signed) in) (?=(?:this|last|the (?:last|past)) )/giu, '$1 in '],
  // "First time `ana@example.com` appears in the audit, and last time."
  [
    /^[^\p{L}\d]*(?:when was (?:the )?)?first(?: time)?(?: and last time)? (?:that |when )?(\S+@\S+|\d{1,3}(?:\.\d{1,3}){3}) (?:appears|appeared|shows up|showed up|was seen|is seen|did anything|was active)(?: in (?:the )?(?:audit|log|logs|audit log))?(?:,? and (?:the )?last time)\W*$/iu,
    'when were the first and last event of $1?',
  ],
  // "The ten most frequent actions in the audit log yesterday".
  [
    /(?:^|\b(?:the|which|what|are|list|show) )(?:(?:are |the )+)?(?:(\d+|two|three|four|five|six|seven|eight|nine|ten|twenty) )?most (?:frequent|common|usual) (?:kinds? of |types? of )?(?:audit(?:ed)? )?(?:actions?|events?)(?: names?| types?)?(?: in (?:the |our )?(?:audit|audit logs?|logs?))?/iu,
    'which $1 action names have the most events',
  ],
  // "Which secret scopes were read last week, how often and by whom?"
  [
    /\b(?:which|what) secrets? scopes? (?:were|was|have been|got) (?:read|used|accessed)([^?,]{0,40}),? how (?:often|many times),?(?: and)? by (?:whom|who)\b/giu,
    'number of secret reads$1 by scope and user',
  ],
  [
    /\b(?:which|what) tables? (?:were|was|have been|got) (?:read|queried|accessed)([^?,]{0,40}),? how (?:often|many times),?(?: and)? by (?:whom|who)\b/giu,
    'number of reads$1 by table and user',
  ],
  // "The maximum number of failed logins by one user within one hour".
  [
    /\b(?:what is |what was )?(?:the )?(?:max|maximum|highest|largest|greatest|most)(?: number| count)?(?: of)? ([^?,]{3,40}?) (?:by|of|from|for) (?:(?:one|any|a)(?: single)?|any single) (user|person|account|address|ip) (?=(?:with)?in (?:one|an|any) (?:single )?hour\b)/giu,
    'which $2 has the most $1 ',
  ],
  // "Did someone remove `interns`' access somewhere this month? Where?"
  [
    /^[^\p{L}\d]*(?:did|has|have) (?:someone|somebody|anyone|anybody) (?:removed?|revoked?|withdr[ae]wn?|t[ao]ken? away|cut) (?:the )?(\S+?)['’]s? (?:access|permissions?|rights?|privileges?)(?: (?:somewhere|anywhere))?([^?]{0,40})\?*(?: *(?:and |if so,? )?(?:where|on what|on which tables?|by whom|who|when)\?*)?(?=\W*$)/iu,
    'list the permission removals of the $1 group$2',
  ],
  // "The person with most 403s".
  [
    /\b(who|person|users?|accounts?|people)\b([^?]{0,40}?)\b(most|many|more) ([45]\d\d)(?:['’]?s| errors| responses)(?![\p{L}\d])/giu,
    '$1$2$3 events with status $4',
  ],
  // "Compare password logins and token logins".
  [
    /\b(?:compare|comparison of) (?:the )?(?:numbers? of |counts? of )?(?:password|token|browser|interactive|saml|sso|oidc|mfa)(?:-based)? (?:logins?|sign-ins?) (?:and|with|to|vs\.?|versus|against) (?:the )?(?:password|token|browser|interactive|saml|sso|oidc|mfa)(?:-based)? (?:logins?|sign-ins?)\b/giu,
    'number of logins by action name',
  ],
  // "`dina` and `emeka`: who granted more permissions in October?"
  [
    /^[^\p{L}\d]*(\S+?) (?:and|or|vs\.?|versus) (\S+?)(?:[:,]| [-–—]) who (?:has |had |have )?(?:granted|changed|gave|made) (?:more|the most) (?:permissions?|grants|permission changes|rights|privileges)\b/iu,
    'number of permission changes by $1 and $2',
  ],
  // "Which principals got SELECT on `a.b.c` in October, and who gave it?"
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:which (?:${group})|who) (?:got|received|(?:was|were) (?:given|granted)) (?:the )?${privilege}(?: privileges?| rights?)? (?:on|to) (?:the )?(?:table )?(\\S+)([^?]{0,40}?)(?:,? and (?:by whom|who (?:${gave}) (?:it|that|them|this)))?(?=\\W*$)`,
      'iu',
    ),
    'list the permission changes on $1$2',
  ],
  // "All membership changes of admins, date, actor, target".
  [
    /^[^\p{L}\d]*(?:all|every|each) ([^?,:]{5,90}?)[,;:] (?:with )?(?:(?:the )?(?:date|time|when|actor|user|who|target|member|object|address|ip|what)(?:,? and |, ?| ?\+ ?|\W*$))+$/iu,
    'list all $1',
  ],
  // "Hourly count of getTable calls yesterday, spike anywhere?"
  [
    /[,;]? ?(?:is there |are there |see )?(?:a |any )?(?:spikes?|peaks?) (?:anywhere|visible|there)(?=\W*$)/iu,
    '',
  ],
  [
    /\b([a-z]{2,}(?:[A-Z][a-z\d]+)+) (?:calls|requests|actions)(?= (?:per|by|on|in|since|last|this|yesterday|today|each)\b)/gu,
    '$1 events',
  ],
  // "`a.b.c`, grants, all of them".
  [
    /^[^\p{L}\d]*(?:the )?(?:table )?([\p{L}\d_]+\.[\p{L}\d_]+\.[\p{L}\d_]+)[,:]? (?:grants?|privileges?|permissions?),? (?:all(?: of them)?|full list|complete list|every one)\W*(?:please|pls)?\W*$/iu,
    'who has which privileges on $1?',
  ],
  [
    /^[^\p{L}\d]*(?:show|list|give|get)(?: me)?(?: all)?(?: the)?(?: current)? (?:grants|privileges) (?:on|of|for) (?:the )?(?:table )?([\p{L}\d_]+\.[\p{L}\d_]+\.[\p{L}\d_]+)\W*$/iu,
    'who has which privileges on $1?',
  ],
  [
    /^[^\p{L}\d]*(?:show|list|give|get)(?: me)?(?: all)?(?: the)?(?: current)? (?:grants|privileges) (?:to|of|for) ["“'`]?(?:account users|all users|everyone|everybody)["”'`]?\W*$/iu,
    'which grants are too broad, given to everybody?',
  ],
  // "Privileges the group `analysts` holds, by table".
  [
    /^[^\p{L}\d]*(?:all )?(?:the )?(?:privileges|grants|permissions|rights) (?:that )?(?:the )?(?:group |user |team )?(\S+) (?:holds?|has|have|got),? (?:by|per) table\b/iu,
    'list the grants of $1 by table and privilege',
  ],
  // "Which columns are masked, and with what function?"
  [
    /\bwhich columns (?:are|have) (?:masked|a mask),? (?:and )?(?:with|by) (?:what|which) (?:function|mask|masking function)\b/giu,
    'list the masked columns with their masking function',
  ],
];
