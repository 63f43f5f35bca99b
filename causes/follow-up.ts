import type { FollowUp } from '../domain/explanation.ts';
import { explanationIntent } from '../language/why.ts';
import { domainAsked } from './symptom/asked.ts';
import { hasName } from './symptom/named.ts';
import { namesIn, saidIn } from './symptom/said-in.ts';

const it = '(?:it|that|this|these|those|they|he|she|the \\w+(?: \\w+)?)';
const begin =
  '^\\W*(?:(?:and|so|ok(?:ay)?|but|well|right|hm+|then|also|thanks|thank you|now)\\W+)*';
const acted =
  'did|does|has done|was|is|made|mad|changed|caused|triggered|started|paused|revoked|took|set|edited|deleted|touched|approved|ordered|wrote';

/** Ways to ask more about something that was explained, by what is asked. */
const forms: readonly (readonly [about: FollowUp, form: RegExp])[] = [
  [
    'since',
    new RegExp(
      `${begin}(?:(?:since|from|as of|until) when\\b|when (?:exactly )?(?:did|has|have|was|is) ${it}\\b|(?:for )?how long (?:has|have|is|was|were|did|does|already)\\b|for how long\\b|when did (?:it|that|this) (?:all )?(?:start|begin|happen)|(?:at|on) (?:what|which) (?:time|day|hour|date)\\b|what (?:day|time) (?:was|did)\\b)`,
      'i',
    ),
  ],
  [
    'who',
    new RegExp(
      `${begin}(?:who (?:has |had )?(?:${acted})\\b|who\\W*$|who (?:exactly|on earth|was (?:it|that))\\b|by whom\\b|whose \\w+|(?:which|what) (?:person|user|account|colleague|people|team) (?:${acted})\\b|(?:do (?:we|you) know|can you (?:tell|say)) who\\b|who(?:['’]s| is) (?:responsible|to blame|behind (?:it|this|that)))`,
      'i',
    ),
  ],
  [
    'lasting',
    new RegExp(
      `${begin}(?:(?:is|are|does|do|has|have|did) ${it} (?:\\w+ ){0,2}?(?:still|over|going on|ongoing|continu\\w*|fixed|solved|resolved|gone|stop\\w*|ended?|finished|recover\\w*|back to normal|happening|better|again)\\b|still (?:going on|happening|ongoing|the case|so|like that)|how (?:is|are) ${it} (?:now|today|doing)|(?:is|has) (?:everything|all) (?:\\w+ )?(?:ok|fine|normal|back)\\b)`,
      'i',
    ),
  ],
  [
    'cost',
    new RegExp(
      `${begin}(?:how much (?:money )?(?:did|does|has|have|will|is|was) ${it} (?:\\w+ ){0,2}?(?:cost|cosst|waste|burn|spen[dt]|lose|lost)\\w*|how (?:much|expensive) (?:was|is) ${it}\\b|what (?:did|does|has|is|was) ${it} (?:\\w+ ){0,2}?(?:cost|costing|bill|price|damage)\\b|what (?:is|was|are)? ?(?:the )?(?:damage|price tag|cost of (?:it|that|this))|how much (?:money )?(?:did|have) we (?:lose|lost|waste|wasted|spend|spent|pay|paid)\\b)`,
      'i',
    ),
  ],
  [
    'remedy',
    new RegExp(
      `${begin}(?:how (?:do|can|could|should|would|to|must) (?:i|we|you|one)? ?(?:\\w+ )?(?:fix|solve|stop|undo|mend|repair|resolve|prevent|revert|roll|avoid|get rid|remedy|correct|handle|deal)\\b|what (?:should|can|could|do|must|would) (?:i|we|you|one) (?:do|recommend|suggest|advise)\\b|what(?:['’]s| is| would be) (?:the |your )?(?:fix|remedy|solution|next step|advice|recommendation)|what (?:now|to do|next)\\b|can (?:i|we|you) (?:fix|undo|revert|stop|prevent) )`,
      'i',
    ),
  ],
  [
    'affected',
    new RegExp(
      `${begin}(?:(?:what|who|which (?:\\w+ )?others?|where) else\\b(?! (?:can|could|do|should) you)|(?:is|are|was|were|did|does) (?:any(?:thing|body|one) else|any others?|others|${it} (?:\\w+ ){0,2}?(?:affect|hit|touch|break|hurt))|what (?:\\w+ )?(?:depends? on|is affected|are affected|was affected|suffers|hangs on|did (?:it|that) (?:affect|hit|break))|what(?:['’]s| is| was) the (?:impact|blast radius|consequence)|(?:which|what) (?:other )?\\w+ (?:is|are|was|were) (?:also |else )?(?:affected|hit|touched)|how (?:far|wide)[- ]?\\w* )`,
      'i',
    ),
  ],
];

/** Words that point to what was told before. */
const points =
  /\b(?:it|its|that|this|these|those|them|they|he|she|him|her|there|then|the (?:cause|change|problem|issue|incident|trouble|culprit|drop|rise|jump|spike|failure|mess))\b/i;
/** A question of so few words that names nothing goes on about what was told. */
const fewWords = 6;

/**
 * What a text asks about something that was explained before: since when, who did it, whether it goes on, what it
 * cost, what to do, what else is affected. Null where it asks nothing of that, or of something else.
 *
 * Pure.
 *
 * @param before What was asked before: names of it may be said again.
 */
export function followUpIn(text: string, before: string): FollowUp | null {
  const names = namesIn(text);
  if (names.some((name) => !hasName(before, name))) return null;
  const said = names.reduce((words, name) => words.replaceAll(name, 'it'), text);
  const about = forms.find(([, form]) => form.test(said))?.[0] ?? null;
  const isShort = said.trim().split(/\s+/).length <= fewWords && saidIn(said).length === 0;
  return points.test(said) || isShort ? about : null;
}

/** A message of a session. */
type Message = { readonly role: 'user' | 'assistant'; readonly content: string };

/**
 * The question whose cause a text asks more about, where the session's last question asked for one, or followed
 * such a question up itself. Null where it did not, or the text is about something else.
 *
 * Pure.
 *
 * @param messages Of the session, oldest first.
 */
export function explainedBefore(text: string, messages: readonly Message[]): string | null {
  const asked = messages.flatMap(({ role, content }) => (role === 'user' ? [content] : []));
  for (const before of asked.toReversed()) {
    const isCause = explanationIntent(before) !== null && domainAsked(before) !== null;
    if (isCause && !isFollowUp(before, asked)) return followUpIn(text, before) && before;
    if (!isFollowUp(before, asked)) return null;
  }
  return null;
}

/** Whether a question went on about one before it. */
const isFollowUp = (text: string, asked: readonly string[]): boolean =>
  followUpIn(text, asked.slice(0, asked.indexOf(text)).join(' ')) !== null &&
  asked.indexOf(text) > 0;
