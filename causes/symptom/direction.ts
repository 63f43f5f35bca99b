const up =
  /\b(?:jump\w*|ris(?:e|es|en|ing)|rose|spik\w+|surg\w+|soar\w*|climb\w*|increas\w*|up(?! to (?:at|on|in|last|during)\b)|higher|more(?! than (?:half|an?|one|two|three|four|five|six|\d+)\b)(?: expensive)?|heavier|extra|additional|overspen\w+|grow\w*|grew|bump|explod\w+|(?:so|that|too) (?:much|many|high|expensive)|high|over normal|double\w*|triple\w*|quadrupl\w*|(?:\d+ ?x|times) (?:as|more|the)|nuts|bananas|mushroom\w*|balloon\w*|skyrocket\w*|prolifer\w+|leap\w*|leapt|shot up|swell\w*|swollen|wave|burst|through the roof)\b/i;
const down =
  /\b(?:fall\w*|fell|drop\w*|(?<!\b(?:shut|shuts|shutting|slow|slows|slowed|slowing|break|breaks|scaled?|broke|broken|sized) )down|s[aiu]nk\w*|plung\w*|plummet\w*|slump\w*|melt\w*|lighter|smaller|slimmer|short(?:fall|er by)|halved|reduc\w+|decreas\w*|declin\w*|less|fewer|lower|cheaper|shr[iau]nk\w*|dip\w*|collaps\w+|so (?:few|little|low))\b/i;

/** What is the better the less there is of it. */
const trouble =
  '(?:fail(?:ed|ing|ures?)|errors?|429s?|refus\\w+|denials?|rejected|log-?ins?|sign-?ins?|tokens?|queu\\w+|waits?|waiting|spil\\w*|stale\\w*|latency|p95|durations?|run ?times?|downloads?|reads)';
const falls =
  '(?:fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|decreas\\w+|declin\\w+|(?:go|goes|went|gone|going|came|come) (?:back )?down|shr[aiu]nk\\w*|vanish\\w*|disappear\\w*)';
/** "Failed logins went down", "a drop in failures": good news, true or not. */
const fallen = [
  new RegExp(`\\b${trouble}(?: [\\w’'.@/-]+){0,4}? ${falls}\\b`, 'i'),
  new RegExp(
    `\\b(?:fewer|less|(?:drop|fall|decrease|decline|dip) (?:in|of)(?: the)?)(?: \\w+){0,2}? ${trouble}\\b`,
    'i',
  ),
  new RegExp(`\\bthere (?:been |were |was |are |is )?no (?:more )?(?:\\w+ )?${trouble}\\b`, 'i'),
];

const good =
  '(?:faster|quicker|shorter|better|healthier|green|healthy|fine|improv\\w*|recover\\w*|more reliable)';
const better = new RegExp(`\\b(?!healthy\\b|fine\\b)${good}\\b`, 'i');
/** "It was green for weeks", "used to be faster", "better until Sunday": how it was before it went wrong. */
const former = new RegExp(
  [
    `\\bused to (?:\\S+ ){0,3}?${good}\\b`,
    `\\b${good}\\b(?= (?:for (?:\\w+ )?(?:days|weeks|months|years|ages|long|\\d)|until|till|before|so far|all (?:week|month|year|the time)|the (?:day|week|month|night) before|(?:and|but|then) (?:(?:now|then|since|has|have|is|it)\\b)))`,
    `\\b(?:and|then|but) (?:\\S+ ){0,2}?recover\\w*`,
    `\\b${good} again\\b`,
    `(?:\\b(?:not?|never|hardly|barely|any)|n[’']t) (?:(?:any|much|really|got|gotten|get|been|a bit|become) )*${good}\\b`,
    `\\b(?:was|were|been|stayed|remained) (?:\\S+ ){0,2}?green\\b`,
    `(?:\\b(?:not?|never|without)|n[’']t) (?:\\S+ ){0,3}?green\\b`,
    `\\b(?:always|previously|formerly|earlier|long) ${good}\\b`,
  ].join('|'),
  'gi',
);

const amount = '(\\d[\\d.,]*\\d|\\d)';
const of = '(?: ?[a-z$€%]+){0,2}?';
/** "230 dollars on Wednesday, 150 on Thursday", "from 20 to 120 seconds". */
const twoAmounts: readonly RegExp[] = [
  new RegExp(
    `\\b${amount}${of} (?:on|in|by) \\w+,? (?:and |but |then )*(?:only |just )?${amount}${of} (?:on|in|by) \\w+`,
    'i',
  ),
  new RegExp(
    `\\bfrom (?:about |around |some )?${amount}${of} to (?:about |almost )?${amount}\\b(?! (?:am|pm|o.clock|nov\\w*)\\b)`,
    'i',
  ),
];

/** Whether the second of two amounts is larger or smaller; 0 without two. */
function signOfAmounts(text: string): 1 | -1 | 0 {
  const found = twoAmounts.map((form) => form.exec(text)).find((one) => one !== null);
  const [before = 0, after = 0] = (found ?? [])
    .slice(1)
    .map((one) => Number(one.replaceAll(',', '')));
  return before === after || Number.isNaN(after - before) ? 0 : after > before ? 1 : -1;
}

/** Whether words say that something rose or fell; 0 where they do not. Pure. */
export function signIn(text: string): 1 | -1 | 0 {
  const [isUp, isDown] = [up.test(text), down.test(text)];
  if (isUp === isDown) return isUp ? 0 : signOfAmounts(text);
  return isUp ? 1 : -1;
}

/** Whether words say that something got better: not that it was well before. Pure. */
export function isBetterIn(text: string): boolean {
  const now = text.replaceAll(former, ' ');
  return better.test(now) || fallen.some((form) => form.test(now));
}
