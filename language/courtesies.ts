/** What people say before a question: a greeting, an apology, whom it is for, and that they ask. */
const leads = [
  /^\W*(?:so )?(?:sorry|apologies|forgive me|excuse me) if (?:it|this|that)(?:['’]s| is) .{2,30}?,? but\W+(?=\p{L})/iu,
  /^\W*(?:sorry to (?:bother|disturb)(?: you)?|if it (?:isn['’]?t|is not)(?: too)? much trouble|(?:just )?out of curiosity|(?:just )?curious|random question|quick (?:one|question)|one (?:quick )?question|small question|question|silly question|when you have (?:a )?(?:minute|moment))\W+(?:but\W+)?/iu,
  /^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|sorry|excuse me|ok(?:ay)?|so|well|oh|ah|hm+)(?: (?:there|all|team|everyone|everybody|folks|again|and|so|but))?[,!.:\s]+(?=\p{L})/iu,
  /^\W*(?:[Dd]ear|[Hh]ello|[Hh]i|[Hh]ey|[Gg]ood (?:morning|afternoon|evening|day))(?: (?:all|team|colleagues?|everyone|everybody|folks|support|sirs?|madam|friends|platform|ops|data|the|and|or|\p{Lu}\p{L}+)){0,3}[,!.:]\s+(?=\p{L})/u,
  /^\W*(?:i['’]m|i am) (?:new|a new \p{L}+)(?: (?:here|to this|to the team|in the team|on the team|at the company|in (?:this|the) (?:project|company|team)))*[,:;.–-]+\s*(?=\p{L})/iu,
  /^\W*(?:audit|audit question|question from (?:the )?\p{L}+|ticket|request)(?: \p{L}+)?:\s+(?=\p{L})/iu,
  /^\W*new (?:here|to this)\W+(?=\p{L})/iu,
  // "Audit 2026, item 7: …": where the question stands in a list.
  /^[^:?]{0,30}\b(?:item|point|ticket|finding|control|row|no\.|nr\.?|#) ?#?[a-z]{0,4}-?\d+(?:[.)]\d*)?:\s+(?=\p{L})/iu,
  /^\W*(?:as an? [a-z]+,? )?(?:i|we) (?:would like to know|want to know|need to know|have to know|['’]d like to know|want|need|require|am looking for|are looking for|was wondering|am wondering|wonder|was asking myself|am asking|must know)\b(?: to (?:know|see|find out|have)| know)?\W+(?=\p{L})/iu,
  /^\W*(?:i['’]d|i would|i should|i['’]ll) (?:be (?:grateful|glad|happy|interested)(?: to (?:know|see|learn|hear))?|(?:like|love)(?: to (?:know|see|learn|have))?)\W+/iu,
  /^\W*(?:might|may|can|could) i (?:kindly |please )?(?:ask|know|see|get|have)(?: you)?\W+/iu,
  /^\W*(?:can|could|would|will) (?:you|someone|anyone|somebody|anybody) (?:please |pls |kindly |quickly |be so kind as to |be so good as to |mind )*(?:tell(?:ing)?|say|check|confirm|find out|look up|let me know|remind me|help me (?:find|see|understand))(?: me| us)?\W+/iu,
  /^\W*(?:would|could|can|will) you (?:please |kindly |be so kind as to )*(?=(?:list|show|give|count|compare|name)\b)/iu,
  /^\W*(?:do|does|would) (?:you|anyone|anybody|someone|somebody)(?: here)?(?: (?:happen to|by any chance|perhaps|maybe))* know(?: (?:by any chance|perhaps|maybe))*\W+/iu,
  /^\W*(?:any idea|no idea|remind me|refresh my memory|let me know|i (?:forgot|forget)|tell me|confirm|determine|state|specify|report|verify|find out|figure out)(?: please)?\W+(?=(?:which|what|who|whom|whose|how|when|where|whether|if|since|the (?:number|total|count|name|list|user|average)|about)\b)/iu,
  /^\W*(?:my|the|our) (?:boss|manager|lead|cfo|cto|ciso|director|auditors?|finance(?: team)?|colleagues?|teammates?|customer|team)(?: \w+)? (?:asks?|is asking|are asking|wants? to know|needs? to know|asked(?: me)?|would like to know)(?: for)?\W+/iu,
  /^\W*(?:can|could|may|might) i (?:kindly |please )?(?:trouble|bother) you (?:for|about)\W+(?=\p{L})/iu,
  /^\W*(?:please|pls|plz|kindly)\W+/iu,
];

/** "Identify the user with the most …": somebody is to be named. */
const named = /^\W*(?:identify|name|find|determine) the (?=\p{L}+ (?:with|who|that|having)\b)/iu;
/** "Provide the list of users". */
const listed =
  /^\W*(?:(?:please )?(?:provide|give|get|send|show|fetch|produce)(?: me| us)? )?(?:the|a) (?:full |complete )?list of (?:all )?/iu;

/** "Whether `etl` is running": the same as "is `etl` running?". */
const indirect =
  /^\W*(?:(?:check|see|know|say|confirm|verify|find out|tell me) )?(?:whether|if) (.{1,80}?) (is|are|was|were|has|have|had|does|did|can)\b/iu;

/** "I think somebody resized it, who was it?" */
const somebody =
  /^\W*(?:(?:i (?:think|guess|believe)|apparently|it (?:looks|seems) like) )?(?:somebody|someone) (.{3,120}?)['’”"]?[,.;]? (?:and |but )?who(?: (?:was|is|did) (?:it|that|this)| [\p{L}-]+ed (?:it|that|this|them)(?: away)?|(?= *\?))(?:[?,;]? (?:and )?(?:when|(?:on )?(?:which|what) day|at what time)(?: was (?:it|that|this))?)?\W*$/iu;
/** Words whose quotes are closed: the one behind them may be theirs. */
const closed = (words: string): string => words + (/(?<=^|\s)(['"])[^'"]+$/.exec(words)?.[1] ?? '');
/** Such a sentence as somebody else wrote it: "Ticket: 'somebody resized it'. Who was that?" */
const cited =
  /^[^:]{0,40}: *['‘“"](?=(?:somebody|someone) .*\bwho (?:was|is|did) (?:it|that|this)\W*$)/iu;
/** "Whether anybody granted it". */
const anybody = /^\W*(?:whether|if) (?=any(?:body|one|thing)\b)/iu;
/** What is wanted besides: the number comes with the name. */
const tail =
  /,? and (?:(?:state|give|tell|show|name|say)(?: me| us)? (?:the |its |their )?|(?:the|its|their) )(?:counts?|numbers?|amounts?|values?|percentages?|figures?)\W*$/iu;

/** Words behind a question that say nothing more than "now". */
const nowadays =
  /,? (?:these days|nowadays|at present|as of now|by (?:any )?chance|if you know|if i may(?: ask)?|if (?:that['’]s|it['’]s) (?:ok(?:ay)?|possible|alright)|i (?:think|believe|guess|suppose)|as far as (?:i|we|you) know|afaik)(?=\W*$)/iu;

/** What it is for: "- for the incident ticket". */
const purpose =
  /[,;\s–-]+(?:please[,\s–-]+)?(?:for|needed for|it['’]?s for) (?:the|my|our|an?|this) (?:[a-z]+ )?(?:ticket|report|audit|records?|notes?|review|meeting|slides?|deck|post-?mortem|postmortem|presentation|minutes|closing)(?=\W*$)/iu;

/** What is said out of anger or surprise. */
const expletives =
  /(?: |^)(?:the (?:hell|heck|fuck|devil)|on earth|in the world|bloody|damn(?:ed)?|god ?damn(?:ed)?|fucking|freaking)\b|,? for (?:god|heaven|christ|pete)['’]?s sake\b/giu;
/** What is said behind a question to whoever reads it: "…, anyone know?", "I need it for the committee". */
const aside =
  /(?:[,?;–-]+|[.!]) *(?:(?:and )?which ones?|(?:does )?any(?:one|body) knows?(?: this| it| that)?|any(?:one|body)|any ideas?|do (?:we|you) know|(?:i|we) need (?:it|this|that|the (?:number|figure|answer)) (?:for|by|to|before|in)\b[^?]{0,60}|it(?:['’]s| is) for (?:the|my|our|a)\b[^?]{0,60})[\s?.!]*$/iu;
/** A sentence behind the question that asks nothing: "…? List please, I only know the report." */
const remark =
  /\? +(?:(?:please )?(?:list|name|show) (?:them|it|all|which)(?: all)?,?(?: please)?(?=\W*$)|(?:please )?list(?: (?:it|them|all))?,? please|a list please|i (?:only|just|have no|don['’]?t|do not|am|was|can['’]?t)|i['’]m|we (?:only|just|are|have)|(?:please )?(?:be (?:brief|quick|exact)|hurry|just the (?:number|name|answer)|one number|number only|short answer)|many thanks|thanks|thank you|thx|cheers)\b[^?]*$/iu;
/** What presses for an answer behind a question. */
const pressing =
  /,? (?:or (?:what|not)|yes or no|huh|eh)(?=\W*$)|[,.!]+ (?:i (?:want|need) (?:the|a) (?:name|number|date|figure)|(?:right )?now|asap|thanks?)[.!]*$|,? because (?:it|i|we|that) (?:feels?|looks?|seems?|think)\b[^?]*$/iu;

/** Whether a text goes on to ask something: a greeting may be all that there is. */
const isQuestion = (text: string): boolean =>
  /\p{L}{2,}\W+[\p{L}\p{N}]{2,}/u.test(text) &&
  (!/^\W*(?:bot|you|thanks?|(?:i|we) (?:am|are)|i['’]m|we['’]re)\b/i.test(text) || /\?/.test(text));

/**
 * What a text asks without what its writer says out of courtesy: "Could you please check whether `etl` is
 * running?" is "is `etl` running?". A text of nothing else stays as it is.
 *
 * Pure.
 */
export function withoutCourtesy(text: string): string {
  const calm = text
    .replace(expletives, '')
    .replace(cited, '')
    .replace(aside, '?')
    .replace(remark, '?');
  const lead = leads.find((one) => one.test(calm) && isQuestion(calm.replace(one, '')));
  if (lead !== undefined) return withoutCourtesy(calm.replace(lead, ''));
  return calm
    .replace(indirect, (_, subject: string, verb: string) => `${verb} ${subject}`)
    .replace(somebody, (_, did: string) => `who ${closed(did)}`)
    .replace(anybody, '')
    .replace(tail, '')
    .replace(purpose, '')
    .replace(pressing, '')
    .replace(nowadays, '')
    .replace(named, 'which ')
    .replace(listed, 'list ');
}
