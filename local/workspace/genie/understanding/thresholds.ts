import {
  amountPattern,
  countPattern,
  fractionPattern,
  readAmount,
  readCount,
  readFraction,
} from '../../../../language/numbers.ts';
import type { QuestionParameter } from '../../../../sql/catalogue.ts';

/** A threshold in the parameter's unit, and the matched words of the text. */
export type FoundThreshold = { readonly value: string; readonly label: string };

const number = `(${amountPattern}|an?)`;
const lowerBoundWords =
  'a? ?min(?:imum)? of|longer than|more than|over|above|slower than|exceed(?:ing|s|ed)?|at least|no less than|from|starting at|beyond|≥|>=?';
const upperBoundWords =
  'below|under|less than|older than|earlier than|lower than|beneath|at most|no more than|up to|limit of|within|inside|in under|before|max(?:imum)?(?: of)?|≤|<=?';
const comparison = `(?:${lowerBoundWords}|${upperBoundWords})(?: (?:the )?(?:agreed|allowed|threshold of|a|version|runtime|dbr))*\\s*`;
const boundSuffix =
  '(?:\\s*(?:or|and) (?:more|longer|above|less|worse|up|over|slower|a half)|\\s*plus|\\+)';

/** Unit of the header → words for units in a text → conversion factor to the header's unit. */
const unitWords: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  s: {
    'ms|milliseconds?': 0.001,
    's|secs?|seconds?': 1,
    'm|mins?|minutes?': 60,
    'h|hrs?|hours?': 3600,
  },
  min: { 'm|mins?|minutes?': 1, 'h|hrs?|hours?': 60, 'secs?|seconds?': 1 / 60 },
  GB: { 'mb|megabytes?|megs?': 0.001, 'gb|gigabytes?|gigs?': 1, 'tb|terabytes?': 1000 },
  USD: { 'usd|dollars?|bucks|us ?\\$': 1 },
  DBU: { 'dbus?': 1 },
  percent: { '%|percent|per cent|pct': 1 },
  runs: { 'runs|executions|finished runs|times': 1 },
  events: { 'events|actions|requests|calls|audit (?:events|records)': 1 },
  times: { 'times|x|-?fold': 1 },
  deviations: { '(?:standard )?deviations?|sigmas?|σ|sd|std(?: ?dev)?s?': 1 },
};

/** Units for which a number without a unit is a threshold: the pattern that must follow the number. */
const bareNumberSuffix: Readonly<Record<string, string>> = {
  version: '(?:\\.x)?(?![\\w%.])(?! ?(?:days?|hours?|weeks?|months?|minutes?))',
  events: '(?! ?(?:days?|hours?|weeks?|months?|minutes?|seconds?|%))(?![\\w.])',
  runs: '(?! ?(?:days?|hours?|weeks?|months?|minutes?|seconds?|%))(?![\\w.])',
};

const multiplierWords: Readonly<Record<string, number>> = {
  twice: 2,
  double: 2,
  doubled: 2,
  thrice: 3,
  triple: 3,
};

function withUnit(text: string, unit: string): FoundThreshold | null {
  for (const [unitPattern, factor] of Object.entries(unitWords[unit] ?? {})) {
    const measured = `${number}(?:\\s*|-)(?:${unitPattern})(?![\\w%])( and a half)?`;
    const compared = new RegExp(`(?:${comparison})${measured}`, 'i').exec(text);
    const found =
      compared ??
      new RegExp(`\\b${measured}${boundSuffix}`, 'i').exec(text) ??
      (['times', 'deviations', 'GB', 'percent', 'min', 's'].includes(unit)
        ? new RegExp(`(?<![\\w.]|\\bevery )${measured}`, 'i').exec(text)
        : null);
    if (found === null) continue;
    const value = (readAmount(found[1] ?? '') + (found[2] === undefined ? 0 : 0.5)) * factor;
    return { value: String(Number(value.toFixed(6))), label: found[0] };
  }
  return null;
}

const hour = (written: string, half = ''): number => {
  const read = readCount(written);
  return /^p/i.test(half) && read < 12 ? read + 12 : read;
};

/** "9 to 5", "8am-6pm": both ends of a working day. */
const workingDay =
  /\b(\d{1,2})(?::00)? ?(am|pm)? ?(?:to|until|till|-|–) ?(\d{1,2})(?::00)? ?(am|pm)?(?![\w:])/i;

/** Reads an hour of the day: "before 8", "after 18 o'clock", "later than 9 pm", "9 to 5". */
function hourOf(text: string, isStart: boolean): FoundThreshold | null {
  const day = workingDay.exec(text);
  if (day !== null) {
    const [label, first = '', firstHalf, second = '', secondHalf] = day;
    const [start, end] = [hour(first, firstHalf), hour(second, secondHalf)];
    return { value: String(isStart ? start : end <= start ? end + 12 : end), label };
  }
  const side = isStart ? 'before|earlier than|until|prior to' : 'after|later than|past|from';
  const found = new RegExp(
    `\\b(?:${side}) (${countPattern})(?::00)?(?: ?(am|pm|a\\.m\\.|p\\.m\\.|o['’]?clock|h|hours))?(?![\\w:.-])`,
    'i',
  ).exec(text);
  return found === null ? null : { value: String(hour(found[1] ?? '', found[2])), label: found[0] };
}

const longerBy =
  /\b(\d+) ?(?:%|percent|per cent|pct) (?:longer|slower|more|higher|above|over|beyond|up)\b/i;
const multiplier = new RegExp(`\\b(${Object.keys(multiplierWords).join('|')})\\b`, 'i');

/** "twice as long", "50 % longer": how many times as much. */
function factorOf(text: string): FoundThreshold | null {
  const by = longerBy.exec(text);
  if (by !== null) return { value: String(1 + Number(by[1]) / 100), label: by[0] };
  const times = multiplier.exec(text);
  return times === null
    ? null
    : { value: String(multiplierWords[(times[1] ?? '').toLowerCase()]), label: times[0] };
}

/** "above $1,400", "more than 70 dollars". */
function dollarsOf(text: string): FoundThreshold | null {
  const found = new RegExp(`(?:${comparison})\\$ ?(${amountPattern})`, 'i').exec(text);
  if (found === null) return withUnit(text, 'USD');
  return { value: String(readAmount(found[1] ?? '')), label: found[0] };
}

/** "less than a tenth", in percent. */
function shareOf(text: string): FoundThreshold | null {
  const found = new RegExp(`(?:${comparison})(${fractionPattern})\\b`, 'i').exec(text);
  if (found === null) return null;
  return {
    value: String(Number((100 * readFraction(found[1] ?? '')).toFixed(6))),
    label: found[0],
  };
}

/** A number that has no unit beside it: "over 500", "half a thousand or more". */
function bareNumber(text: string, suffix: string): FoundThreshold | null {
  const found =
    new RegExp(`(?:${comparison})(${amountPattern})${suffix}`, 'i').exec(text) ??
    new RegExp(`(?<![\\w.])(${amountPattern})${boundSuffix}`, 'i').exec(text);
  return found === null ? null : { value: String(readAmount(found[1] ?? '')), label: found[0] };
}

const countUnit =
  '%|percent|per cent|pct|usd|dollars?|bucks|euros?|dbus?|years?|months?|weeks?|days?|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|ms|[kmgt]b|gigs?|(?:mega|giga|tera)bytes?|rows?|tokens?|am|pm|o.clock|times as|x';
const noUnit = `(?![\\w.,:%])(?!\\s*(?:${countUnit})\\b)(?!\\s*%)`;
const timesWords: Readonly<Record<string, number>> = { once: 1, twice: 2, thrice: 3 };
const above = new RegExp(
  `\\b(?:(more than|over|above|exceed(?:ing|s|ed)?)|at least|no (?:less|fewer) than|a minimum of)\\s+(${countPattern}|once|twice|thrice)${noUnit}`,
  'i',
);
const orMore = new RegExp(`(?<![\\w.$-])(${countPattern})(?:\\+| or more| and more)(?!\\w)`, 'i');

/** "Failed more than 5 times", "with at least 100 queries", "3+ failures": the least number that is meant. */
function leastCount(text: string): FoundThreshold | null {
  const found = above.exec(text);
  if (found !== null) {
    const [label, isBeyond, written = ''] = found;
    const count = timesWords[written.toLowerCase()] ?? readCount(written);
    return { value: String(count + (isBeyond === undefined ? 0 : 1)), label };
  }
  const more = orMore.exec(text);
  if (
    more === null ||
    new RegExp(`^\\s*(?:${countUnit})\\b`, 'i').test(text.slice(more.index + more[0].length))
  )
    return null;
  return { value: String(readCount(more[1] ?? '')), label: more[0] };
}

/**
 * The threshold for a parameter in a text, in the parameter's unit: "over 2 minutes" is 120 for a
 * parameter in seconds. Null when the text has none.
 */
export function findThreshold(
  text: string,
  name: string,
  { unit = '' }: Pick<QuestionParameter, 'unit'>,
): FoundThreshold | null {
  if (unit === 'hour') return hourOf(text, name.startsWith('start'));
  if (unit === 'count') return leastCount(text);
  const measured = unit === 'USD' ? dollarsOf(text) : withUnit(text, unit);
  if (measured !== null) return measured;
  if (unit === 'times') return factorOf(text);
  if (unit === 'percent') return shareOf(text);
  const suffix = bareNumberSuffix[unit];
  return suffix === undefined ? null : bareNumber(text, suffix);
}
