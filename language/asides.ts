/** What a text is that asks nothing about the platform: a greeting, an order, a question for instructions. */
export type Aside = 'greeting' | 'action' | 'how-to';

const greeting =
  /^\W*(?:(?:hi|hello|hey|yo|moin|servus|good (?:morning|afternoon|evening|night|day)|thanks?(?: you)?|thx|ty|cheers|great|nice|cool|ok(?:ay)?|bye|goodbye|see you|perfect|awesome|got it|no|yes|sorry|please|there|all|team|everyone|bot|so much|a lot|very much|job|done|work|well|and|again|for (?:the|your) help|that (?:was|is) helpful|never mind|nvm|test|testing|ping|(?:ha){2,}|lol|hm+|you|:\))\W*)+$/i;

/** Thanks with more words, and no question after them. */
const thanks =
  /^\W*(?:(?:ok(?:ay)?|great|perfect|super|many)\W+)?(?:thanks|thank you|thx|cheers)\b(?!.*\b(?:which|what|who|whose|why|how|when|where|show|list|also|and|but|can|could|please|next|now)\b)[^?]*$/i;

const aboutUs =
  /^\W*(?:(?:hi|hello|hey)\W+)?(?:who|what) are you\b|^\W*what can (?:you|i) (?:do|ask)|^\W*(?:are you|can you) (?:a |an )?(?:human|bot|robot|real|ai)\b|^\W*help(?: me)?\W*$|^\W*(?:(?:hi|hello|hey|moin)\W+)?(?:how (?:is|was) your (?:day|night|weekend|week|morning)|how are you|(?:is )?(?:everything|all) (?:ok(?:ay)?|fine|well|good) with you)\b/i;

const lead =
  "^\\W*(?:(?:please|pls|plz|kindly|just|now|hey|hi|ok|so|and|then|go ahead and|go and|let['’]?s|can you|could you|would you|will you|i want you to|i need you to|we need to|you should|you must)[,\\s]+)*";
const verbs =
  'do (?:it|that|this)$|grant|revoke|delete|drop|remove|create|add|restart|start|stop|kill|cancel|abort|rerun|re-run|retry|resize|scale|disable|enable|send|mail|email|notify|alert|page|ping|set|raise|increase|reduce|lower|rotate|reschedule|fix|repair|deploy|redeploy|rename|change|move|turn|switch|assign|block|ban|lock|unlock|suspend|pause|unpause|resume|terminate|shut|mask|encrypt|approve|book|buy|order|pay|refund|write|rewrite|draft|translate|invite|reset|update|refresh|optimi[sz]e|vacuum|migrate|upgrade|install|tag|label|archive|purge|trigger|launch|put(?! (?:next to|side by side|together|.{0,30}\bside by side))|roll back|rollback|bump(?! in\b)|crank|beef up|negotiate|convince|persuade|contact|spin up|tear down|wipe|kick off|upsize|downsize|swap|flip|open a|file a|give (?!me|us)|give (?:me|us) (?:\\w+ )?(?:rights|access|permissions?|privileges?|ownership|select|modify)\\b(?!.* (?:changes?|events?|granted|revoked|by|of|last|who)\\b)|make (?!me|us a list)|run (?:vacuum|optimize|the|it|that|job)';
/** A noun of the same form: "repair rate", "change history", "stop by themselves". */
const isNoun =
  '(?!\\s*/)(?!\\s+(?:a lot|much|dearly|loops?|metrics|logs?|revoke|trail|coverage|compliance|hygiene|success|rates?|statistics|attempts?|history|log|per|by|of|counts?|changes?|percent|what|which|how|events?)\\b)';
const order = new RegExp(`${lead}(?:${verbs})\\b${isNoun}`, 'i');

const howTo =
  /^\W*(?:(?:hi|hello|hey|please|quick question)\W+)*(?:how (?:do|can|could|would|should|may) (?:i|you|one)\b|how to\b|what is the (?:command|syntax|sql) (?:to|for)|(?:explain|teach me|define)(?: to me| me)? (?:what|how|when to|the (?:difference|term|concept|meaning)|an?|dbus?)\b|what (?:does|do) .{2,40} (?:mean|stand for)\b|(?:explain|describe) .{3,60} to (?:me|us|my \w+|a \w+)\W*$|(?:what (?:is|are) the )?best practices? (?:for|of|to|when)\b|show me how (?:to|(?:i|you|we|one) (?:can|could|do|should|would))\b|where (?:do|can|could|should) (?:i|we) (?:change|set|switch|turn|configure|create|edit|enable|disable|reset|manage|add|install|download|upload|request|apply|sign|log in|click)\b|(?:can|could) you recommend\b)/i;

/** Whether a text begins as a request to change something. Pure. */
export const isOrder = (text: string): boolean => order.test(text);

/**
 * What kind of text asks nothing that data of the platform answers; null for a question.
 *
 * Pure.
 */
export function asideOf(text: string): Aside | null {
  if (greeting.test(text) || thanks.test(text) || aboutUs.test(text)) return 'greeting';
  if (howTo.test(text)) return 'how-to';
  const sentences = text.split(
    /(?<=[.!?])\s+|,\s*(?:and |but )?(?=(?:why|what|which|who|how|is|are|did|tell|show|list)\b)/i,
  );
  const orders = sentences.filter(isOrder);
  // "Restart it, and why did it fail?" asks something, too.
  return orders.length > 0 && orders.length === sentences.length ? 'action' : null;
}
