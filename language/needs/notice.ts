import type { NeedRule } from './need-rule.ts';
import { words } from './need-rule.ts';

/** Who is to be told. */
const us =
  '(?:#[\\w-]+|me|us|him|her|them|everyone|everybody|somebody|someone|my (?:boss|manager|team)|our (?:team|channel|on-?call)|(?:the )?(?:\\w+ )?(?:team|owners?|channel|on-?call|admins?|finance|finops|security|ops))';
/** What begins a condition that is not met yet. */
const once =
  '(?:when(?:ever)?|if|once|as soon as|the (?:moment|minute|second|day|next time)|before|every ?time|each time|any ?time|next time|in case|should|on (?:any|every|each)|about (?:any|every|new|each)|of (?:any|every|new|each)|immediately|right away|by (?:mail|e-?mail|slack))';
/** Told to somebody, whoever it is. */
const told =
  '(?:told|noticed|notified|informed|alerted|warned|paged|pinged|mailed|e-?mailed|messaged)';
const event = '(?:any|each|every|all|new|future|further|another|the next)';
const later = `(?:when(?:ever)?|if|once|as soon as|the moment|every ?time|each time|any ?time|next time|in case|should|(?:of|about|on) ${event})`;
const signal =
  '(?:alerts?|alarms?|notifications?|notice|pings?|warnings?|heads[- ]?up|reminders?|triggers?|threshold rules?|e-?mails?|mails?|messages?|sms|slack messages?|pages?|push(?:es)?|watch(?:er)?|monitor)';

/** A message in future, when something happens. */
export const noticeRule: NeedRule = {
  need: 'notice',
  reason: 'Asks to be told when something happens.',
  asks: [
    words(
      `(?<!do i |should i |do we |should we )(?:alarm|alert|notify|warn|ping|inform|remind|poke|buzz|nudge|wake|slack|page|text|e-?mail|message) ${us}`,
    ),
    words(
      `(?<!do i |should i |do we |should we )(?:shout|scream|yell|holler|bark|beep|alarm|alert|notify|warn|ping|page|raise (?:a|an|the) \\w+) (?:at ${us} |out )?${once}`,
    ),
    words(`(?:call|mail|write|ring|phone) (?:me|us) (?:\\w+ ){0,2}?${once}`),
    words(
      `(?:let ${us} know|tell ${us}|give ${us} (?:a |an )?(?:shout|ring|call|${signal})|keep ${us} (?:posted|in the loop|informed|updated)|drop ${us} a (?:line|note|message|mail)|send ${us} (?:an? )?(?:\\w+ )?${signal}) (?:\\w+ ){0,3}?${once}`,
    ),
    words(`keep ${us} (?:posted|in the loop)`),
    // An order to tell somebody, or that somebody be told, of what is still to come.
    new RegExp(
      `(?:^|[,;.:–-] ?|\\b(?:and|then|please|pls|to|just|also) )(?:notify|alert|warn|inform|page|ping|e-?mail|mail|text|message) (?:[\\w@.'-]+ ){1,6}?${later}\\b`,
      'i',
    ),
    new RegExp(`(?:^|[,;.:] ?|\\b(?:and|please|pls) )report ${event} .{1,60} to \\w`, 'i'),
    words(
      `(?:get|gets|getting|have|has|be|being|is to be|are to be|must be) (?:[\\w@'-]+ ){0,4}?${told} ${later}`,
    ),
    words(
      `hears? (?:about (?:it|this|that) |of (?:it|this|that) )?(?:when(?:ever)?|if|once|as soon as)`,
    ),
    words(
      `an? (?:\\w+ )?${signal} (?:to|for|at) (?:[\\w@.'-]+ ){1,4}?(?:when(?:ever)?|if|once|as soon as|each time|every time)`,
    ),
    words(
      `(?:want|need|like|propose|suggest|draft|set ?up|create|make|add|configure|put|build|define|place|get|have|raise|send|install|enable|schedule|arrange)\\w* (?:\\w+ ){0,4}?(?:an?|some|daily|weekly|the|up) (?:\\w+ ){0,2}?${signal} (?:\\w+ ){0,4}?(?:${once}|for|on|about|that|over|above|below)`,
    ),
    words(
      `^\\W*(?:please |pls |can (?:you|we|i) (?:get|have) )?(?:an? |new )?(?:\\w+ )?(?:alert|alarm|notification|reminder|ping|heads[- ]?up) (?:please |pls )?(?:${once}|for|on|at|above|over|below|under|past|beyond|from|with)`,
    ),
    words(
      `(?:want|like|need|wish|have|love|prefer|would|should|must|able)\\w*(?: \\w+){0,2} (?:to )?(?:be (?:told|notified|alerted|warned|informed|paged|pinged|reminded)|hear|know|find out|learn)\\b(?: \\w+){0,3} (?:when(?:ever)?|if|once|as soon as|the moment|before|about|of|every time|each time|next time|in advance|early|earlier|right away|immediately|in time)`,
    ),
    words(
      `(?:so|make sure|ensure|so that|make certain|such that|see to it)(?: that)? (?:we|i|they|somebody|someone|the \\w+) (?:always |will |can |do |get to |at least )*(?:hears?|knows?|learns?|finds? out|notices?|gets? (?:an? )?(?:${signal}|notified|told|warned|paged|alerted|informed))`,
    ),
    words(
      `(?:keep an eye on|watch(?: out)?(?: for)?|monitor|look out for|observe|track) .{1,80}(?:and|then|,) (?:please |then )?(?:tell|let|ping|alert|shout|warn|call|mail|notify|message|inform|report|say)`,
    ),
    words(
      `(?:in future|from now on|next time|going forward|the next time|again) .{0,60}(?:know|told|hear|warn|alert|notif|ping|tell)\\w*`,
    ),
    words(
      `(?:know|told|hear|warn|alert|notif|ping|tell|inform)\\w* .{0,60}(?:in future|from now on|next time|going forward)`,
    ),
    words(`(?:raise|sound|trigger|fire|ring) (?:an?|the) (?:alarm|alert|bell|warning)`),
    words(`(?:an?|some) (?:\\w+ )?${signal} (?:when(?:ever)?|if|once|as soon as)`),
    words(`automatic(?:ally)? (?:\\w+ )?(?:mail|message|notif\\w*|alert|warn\\w*)`),
  ],
  unless: [
    words('remind me (?:how|what|which|who|why|where)'),
    // Whom to call is a matter of the procedure, and a page to keep open is a board.
    words(
      'who(?:m)? (?:must|should|has to|have to|is to|needs to|do|to|can|shall) .{0,30}(?:informed|told|notified|called|paged|alerted|contact|page|call|ping|inform|notify)',
    ),
    words('page (?:for|about|of|on|with|to) .{0,60}(?:keep open|bookmark|look at|share)'),
    words(
      `(?:which|what|whose|how many|list|show|show me|give me|count|any|are there|were there|did) (?:\\w+ ){0,3}?(?:alerts?|alarms?|notifications?|warnings?|monitors?|triggers?) (?:fired|triggered|are|were|was|is|do|did|went|exist|we have|have|has|failed|on|for|in|of|got|sent|came|that)`,
    ),
    words(
      `who (?:\\w+ ){0,3}?(?:creat|edit|mut|delet|paus|own|chang|set|made|got|receiv|disabl|add)\\w* .{0,40}(?:alerts?|alarms?|notifications?|monitors?)`,
    ),
    words(
      `(?:alert|notification|monitor|trigger)s? (?:\\w+ ){0,3}?(?:created|edited|deleted|paused|changed|fired|muted|costs?)`,
    ),
    // What happened already is looked up.
    words(
      `(?:tell|let) ${us}(?: know)? (?:when|if|once|which|what|who|how|whether|about) .*\\b(?:was|were|did|had|last|yesterday|yday|so far|already|failed|ended|ran|happened|started|finished|spent)`,
    ),
    words('(?:tell|let) (?:me|us)(?: know)? (?:which|what|who|how|where|why|whether)'),
  ],
};
