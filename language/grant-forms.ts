import { begin } from './form-parts.ts';

const table = '[\\p{L}\\d_]+\\.[\\p{L}\\d_]+\\.[\\p{L}\\d_]+';
const account = '\\S+@[^\\s,:?–—]+';
const pronoun =
  '(?:he|she|it|they|(?:this|that) (?:account|user|person|colleague|principal|address|ip|one))';
const held = '(?:privileges?|grants?|permissions?|rights?|access)';
const when = '(?:when|at (?:what|which) time)';
const dash = '(?:[:,;]| ?[-–—…])';
const address = '\\d{1,3}(?:\\.\\d{1,3}){3}';

/** Ways to ask who may do what, who changed it and who came in, each with the form that is understood. */
export const grantForms: readonly (readonly [RegExp, string])[] = [
  [/\b(sign|log)-(?:in|on)(s?)\b/giu, 'login$2'],
  [/\bw\/ ?o(?:ut)?\b(?= )/giu, 'without'],
  [/\b(without an? (?:e-?mail|user|identity|name)(?: address)?) behind (?:them|it)\b/giu, '$1'],
  // "Login fails without an email: how many, and from which address?"
  [/\blogin fail(?:s|ures?)\b/giu, 'failed logins'],
  [
    new RegExp(
      `${begin}(failed logins [^?,:]{0,60}?)${dash} how many,? and from (?:which|what|wich) (?:ip|address(?:es)?|ip address(?:es)?)\\W*$`,
      'iu',
    ),
    'number of $1 by address?',
  ],
  [
    /\b(logins?|sign ins?|attempts?|events?|actions?) (?:that|which) (?:went|go|came out) wrong\b/giu,
    'failed $1',
  ],
  // "Everything on anything in the payments schema".
  [
    /\b(?:on|to|in) (?:anything|something|everything|any tables?|all tables?|tables?) (?:in|of|inside) (?:the )?([\p{L}\d_]+) schema\b/giu,
    'on schema "$1"',
  ],
  [/\b(?:in|of|on) the ([\p{L}\d_]+) schema\b/giu, 'in schema "$1"'],
  // "All tables on which web group has privileges, with the kind of privilege".
  [
    new RegExp(
      `${begin}(?:(?:list|show|which|what)(?: me)? )?(?:all )?(?:the )?tables? (?:on|to|for) which (?:the )?(?:group )?(\\S+?)(?: group)? (?:has|have|holds?) (?:any |some )?${held}(?:,? (?:with|and) (?:the |which )?(?:(?:kinds?|types?) of )?${held})?\\W*$`,
      'iu',
    ),
    'list the grants of $1 by table and privilege',
  ],
  // "Is there a column mask on `a.b.c`, and if so on which column?"
  [
    new RegExp(
      `${begin}(?:is|are) there (?:an? |any )?(?:column )?masks? on (?:the )?(?:table )?(${table}),? and (?:if (?:so|yes),? )?(?:on )?which columns?(?: is it| are they)?\\W*$`,
      'iu',
    ),
    'which columns of $1 are masked?',
  ],
  // "Table which has row filter, how is the filter called?"
  [
    new RegExp(
      `${begin}(?:tell(?: me)?: |please,? |tell: )*(?:the |which |what )?tables? (?:which|that|with)? ?(?:has|have|with)? ?(?:an? |the )?row filters?,? (?:and )?(?:how is (?:the |its )?(?:row )?filter (?:called|named)|what is (?:the |its )?(?:row )?filter(?:['’]s name| called| named))\\W*$`,
      'iu',
    ),
    'list the tables with a row filter and their filter function',
  ],
  // "Has access to `a.b.c` been handed to anyone new since 1 Nov?"
  [
    new RegExp(
      `${begin}(?:has|have|was|were) (?:any |some )?(?:access|permissions?|rights?|privileges?) (?:to|on) (?:the )?(?:table )?(${table}) (?:been )?(?:handed|given|granted)(?: out)? to (?:anyone|anybody|someone|somebody)(?: new| else)?`,
      'iu',
    ),
    'list the permission changes on $1',
  ],
  // "`ana@example.com`: which permissions did this account change, and at what time?"
  [
    new RegExp(
      `${begin}(${account})${dash} which (?:permissions?|rights|privileges) (?:did|has|have) ${pronoun} changed?(?:,? and ${when})?(?=\\W*$)`,
      'iu',
    ),
    'list the permission changes by $1',
  ],
  [
    new RegExp(
      `\\bwhich (?:permissions?|rights|privileges) (?:did|has|have) (${account}) changed?(?:,? and ${when})?(?=\\W*$)`,
      'iu',
    ),
    'list the permission changes by $1',
  ],
  // "Who gives the most grants (person, count, last date)?"
  [
    /\bwho (?:gives|gave|hands out|handed out|makes|made) the (most|fewest) (?:grants|permissions|rights|privileges)\b(?:\s*\((?:\w+(?:, | and )?){1,3}(?: \w+)?\))?/giu,
    'which user made the $1 permission changes',
  ],
  // "First login of the day, on 17 November, who was it?"
  [
    new RegExp(
      `${begin}(?:(?:who|which user) (?:was|had|made) )?(?:the )?(?:very )?(first|last) login of the day,? (on [^,?]{3,25}|yesterday|today)(?:,? (?:who|which user|and who) (?:was|is) (?:it|that))?\\W*$`,
      'iu',
    ),
    'when was the $1 login by user $2',
  ],
  // "Did anybody use the address 10.0.0.1 before November?"
  [
    new RegExp(
      `\\b(?:did|has|have) (?:anybody|anyone|somebody|someone|any user) (?:ever )?(?:used?|come from|came from|logged in from|connected from) (?:the )?(?:ip |address |ip address )*(${address})`,
      'giu',
    ),
    'were there any events from $1',
  ],
  // "`bo@example.com` last seen when"
  [
    new RegExp(
      `${begin}(?:user )?(${account}) (?:was )?last (?:seen|active|here|around) when\\W*$`,
      'iu',
    ),
    'when was the last event of $1?',
  ],
  // "tokenLogin or normal login: what do people use more?"
  [
    new RegExp(
      `${begin}(?:token ?logins?|login by token|password logins?|normal logins?|browser logins?) (?:or|vs\\.?|versus) (?:the )?(?:token ?logins?|login by token|password logins?|normal logins?|browser logins?)${dash} (?:what|which)(?: of (?:them|the two))? (?:do|does|did|is|are|was) (?:people |users |we |they )?(?:used? (?:more|most)|more (?:common|frequent|used))(?: often)?`,
      'iu',
    ),
    'number of logins by action name',
  ],
  // "What has been changed on warehouse `a`, and who edited it?"
  [
    new RegExp(
      `\\bwhat (?:has been|was|were|have been|got) changed (?:on|in|at|of) (?:the )?(?:warehouse |cluster |job |pipeline )?(\\S+)([^?,]{0,50}?),? and (?:who|by whom)(?: (?:edited|changed|did|made|was) (?:it|that|them|this))?(?=\\W*$)`,
      'iu',
    ),
    'list the config changes of $1$2',
  ],
  // "3 am alert says someone changed acls on a warehouse. Who?"
  [
    /^[^?.]{0,40}?\b(?:alerts?|page|message|monitor|ticket) (?:says?|said|tells?|claims?)(?: that)?:? (?:someone|somebody|a user) ([^?.]{5,90})[.,:;]? (?:so )?who(?: (?:was|is) (?:it|that))?\W*$/iu,
    'who $1?',
  ],
  // "On what days did failed logins go over 10?"
  [
    /\bon (?:what|which) (days|dates) (?:did|have|were) ([^?]{3,50}?) (?:go|went|gone|get|come|rise|climb|number) (over|above|beyond|past) (?=\d)/giu,
    'which $1 had $2 $3 ',
  ],
  // "Secret ACLs: how many changes, made by how many people?"
  [
    /^[^\p{L}\d]*([\p{L} ]{3,30}?)s?: how many (changes|reads|grants|downloads|removals|additions)(,? (?:and )?)(?:made |done )?by how many\b/iu,
    'how many $1 $2 by how many',
  ],
  // "`interns`: which tables did they get SELECT on, and which ones were taken away?"
  [
    /^[^\p{L}\d]*(?:the )?(?:group )?([^\s:,]+)[:,]? (?:which|what) tables (?:did|have) they (?:get|got|gain|receive)(?: \w+)? on,? and which (?:ones |tables )?(?:were|was|got|have been|did they) (?:taken away|revoked|removed|withdrawn|lose|lost)/iu,
    'list the permission changes of the $1 group',
  ],
  // "`interns` lost SELECT on `a.b.c` - who took it away and which day?"
  [
    new RegExp(
      `${begin}(?:the )?(?:group |user )?(\\S+) (?:has |have )?lost (?:its |their |the )?(select|modify|all privileges|usage|execute|read|write|access)(?: rights?| privileges?| permissions?)? (?:on|to) (?:the )?(?:table )?(\\S+?)${dash} who (?:took|removed|revoked|withdrew|did) (?:it|that|this)(?: away)?`,
      'iu',
    ),
    'who revoked $2 on $3 from $1',
  ],
  // "All tables in the catalog a on which the group b has SELECT".
  [
    new RegExp(
      `${begin}(?:list |show |name )?(?:all |the |which )*tables (in|of) (?:the )?(?:catalog )?(\\S+?)(?: catalog)? (?:on which|where|that) (?:the )?(?:group |user )?([\\p{L}@._-]+(?: users)?) (?:has|have|holds?) (?:the )?(?:select|read)(?: privilege| right| access)?(?: on)?\\W*$`,
      'iu',
    ),
    'which tables in the catalog $2 can $3 read?',
  ],
  // "The number of people who held an admin promotion, counted once each".
  [/,? (?:each )?counted (?:only )?once(?: each)?(?=\W|$)/giu, ''],
];
