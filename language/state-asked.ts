/** A stretch of time that may end such a question; it stays. */
const time =
  '((?:,? (?:of|for|from|on|in|since|over|during))?(?: the| our)?(?: (?:last|past|previous) (?:night|shift|week|weekend|day|\\d+ (?:hours?|days?|h|d))| (?:to)?night| overnight| yesterday| today| this morning| (?:over )?(?: ?the )?weekend| (?:mon|tues|wednes|thurs|fri|satur|sun)day| at \\d{1,2}(?::\\d\\d)? ?(?:am|pm|utc)?| now| right now| at the moment| currently)?)';
const whole =
  '(?:(?: of| for| on| with| about)? (?:the |our |my )?(?:whole |entire )?(?:platform|lakehouse|workspaces?|databricks|systems?|everything|all (?:systems|domains|areas)|things|estate))?';
/** Who says first that they have just come: "I am on call from now on: what is burning?" */
const arrived = '(?:(?:i|we|just|back|taking over|new here|starting)\\b[^:,.?]{0,50}[:,.] ?)?';
const polite = `^\\W*${arrived}(?:(?:please|pls|can you|could you|can i (?:have|get)|i need|i want|give me|send me|show me|quick|and)[\\s,]+)*`;

/** Ways to ask for the state of everything, which name nothing. */
const ways: readonly RegExp[] = [
  new RegExp(
    `${polite}(?:(?:a|an|the|my) )?(?:quick |short |brief |morning |shift |on-?call |daily )*(?:summary|overview|recap|run-?down|digest|briefing|sit-?rep|status(?: report| update| check)?|health ?check|hand-?over|state of (?:play|affairs|the nation))(?: (?:of|on|for) (?:everything|things|all (?:systems|domains|areas)))?(?: please| pls)?${time}(?: please| pls)?\\W*$`,
    'i',
  ),
  new RegExp(
    `${polite}what (?:should|do|must|can) (?:i|we) (?:need to |have to )?(?:look at|check|fix|worry about|tackle|handle|do|take care of)(?: first| now)?${time}\\W*$`,
    'i',
  ),
  new RegExp(
    `${polite}(?:is|are)(?: the| our)? (?:whole |entire )?(?:platform|lakehouse|databricks|systems?|everything|all(?: systems)?|things|we) (?:still )?(?:ok(?:ay)?|healthy|fine|all ?right|up(?: and running)?|stable|good|green|running(?: fine| ok| smoothly)?)${time}\\W*$`,
    'i',
  ),
  new RegExp(
    `${polite}how(?: are|['’]re| is|['’]s)?(?: the| our)? (?:systems?|everything|things|it|we)(?: (?:looking|doing|going|holding up|running))?${time}\\W*$`,
    'i',
  ),
  new RegExp(`${polite}what(?: has|['’]s)? (?:went|gone|going) wrong${whole}${time}\\W*$`, 'i'),
  new RegExp(
    `${polite}what(?:['’]?s| is|s) (?:currently )?(?:burning|on fire|broken|down|wrong|failing|not working)${whole}${time}\\W*$`,
    'i',
  ),
  new RegExp(`${polite}what did (?:i|we) miss${time}\\W*$`, 'i'),
  new RegExp(`${polite}what(?: has|['’]s)? happened(?=\\s+\\w)${whole}${time}\\W*$`, 'i'),
  new RegExp(
    `${polite}(?:(?:are|were) there |do we have |have we |did we have |what )?(?:any|open|current|new|are the)?(?: (?:open|current|new|active|big))* ?(?:alerts|alarms|fires|incidents|outages|issues|problems)(?: do we have)?${whole}${time}\\W*$`,
    'i',
  ),
  new RegExp(
    `${polite}(?:is there )?(?:anything|something) (?:weird|odd|strange|unusual|fishy|suspicious|off|wrong|broken|bad|burning|on fire|noteworthy|interesting|alarming)(?: (?:going on|happening|happened))?${whole}${time}\\W*$`,
    'i',
  ),
];

/** The time that a way has kept, where it names one that is not now. */
const timeOf = (found: RegExpExecArray): string => {
  const said = found.at(-1)?.trim() ?? '';
  return /^(?:|now|right now|at the moment|currently)$/i.test(said) ? '' : ` ${said}`;
};

/**
 * A question for the state of everything, "sitrep", "is the platform ok?", "anything weird since friday?", in
 * one form that is understood; others stay as they are.
 *
 * Pure.
 */
export function asStateAsked(question: string): string {
  for (const way of ways) {
    const found = way.exec(question);
    if (found !== null) return `which open problems need our attention${timeOf(found)}?`;
  }
  return question;
}
