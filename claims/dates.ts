/** A date of a sentence; what it does not say is null. */
export type WrittenDate = {
  readonly at: number;
  readonly end: number;
  readonly text: string;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number;
  /** `14:02`, with seconds where it says them. */
  readonly time: string | null;
  readonly weekday: number | null;
};

const weekday = '(?<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{3,6})?,? ';
const month =
  '(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?(?![A-Za-z])';
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)';
const year = '(?:,? (?<year>(?:19|20)\\d{2})(?!\\d|[.,]\\d| ?%))?';
const time = '(?:,? (?:at )?(?<time>\\d{2}:\\d{2}(?::\\d{2})?)(?: ?UTC)?)?';
const patterns = [
  /(?<![\w.-])(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:(?:[T ]| at )(?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)Z?(?: ?UTC)?)?(?![\w-])/g,
  new RegExp(`(?<!\\w)(?:${weekday})?${day} (?:of )?${month}${year}${time}`, 'g'),
  new RegExp(`(?<!\\w)(?:${weekday})?${month} ${day}${year}${time}`, 'g'),
  // The first day of `9 to 15 Nov` and `9–15 November` has the month of the second.
  new RegExp(
    `(?<!\\w)(?:${weekday})?(?<day>\\d{1,2})(?=(?:, \\d{1,2}){0,8},? ?(?:to|until|and|[-–—]) ?(?:[A-Z][a-z]{2,8},? )?\\d{1,2} ${month})`,
    'g',
  ),
  new RegExp(`(?<!\\w)${weekday}${day}${time}(?!\\w)`, 'g'),
];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The dates of a text in order, in the forms `2026-11-09`, `Mon 9 Nov`, `November 9, 2026`, `9 Nov at 14:02`. */
export function datesIn(text: string): readonly WrittenDate[] {
  const found: WrittenDate[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [at, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => at < other.end && other.at < end)) continue;
      const said = match.groups ?? {};
      const named = months.findIndex((name) => said['month']?.startsWith(name));
      const digits = named >= 0 ? named + 1 : Number(said['month']);
      found.push({
        at,
        end,
        text: match[0].trim(),
        year: said['year'] === undefined ? null : Number(said['year']),
        month: said['month'] === undefined ? null : digits,
        day: Number(said['day']),
        time: said['time'] ?? null,
        weekday: said['weekday'] === undefined ? null : weekdays.indexOf(said['weekday']),
      });
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Whether a date says this instant (UTC). Pure. */
export function saysInstant(date: WrittenDate, ms: number): boolean {
  const at = new Date(ms);
  return (
    at.getUTCDate() === date.day &&
    (date.month === null || at.getUTCMonth() + 1 === date.month) &&
    (date.year === null || at.getUTCFullYear() === date.year) &&
    (date.weekday === null || at.getUTCDay() === date.weekday) &&
    (date.time === null || at.toISOString().slice(11, 11 + date.time.length) === date.time)
  );
}
