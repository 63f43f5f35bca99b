const dayMs = 86_400_000;

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date as people say it: `Mon 9 Nov`, and with a time of day `Mon 9 Nov 14:02`. All are in UTC. */
export const readableDate =
  /(?<!\w)(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2}(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d{4})?)?(?: \d{2}:\d{2})?(?!\w)/g;

/** The instant of a cell or a parameter that is a date or a time; null for other values. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/.test(value))
    return null;
  const written = value.length === 10 ? `${value}T00:00:00` : value.replace(' ', 'T');
  const ms = Date.parse(/Z|[+-]\d{2}:?\d{2}$/.test(written) ? written : `${written}Z`);
  return Number.isNaN(ms) ? null : ms;
}

const dayOf = (date: Date): string => `${weekdays[date.getUTCDay()]} ${date.getUTCDate()}`;
const timeOf = (date: Date): string => date.toISOString().slice(11, 16);

/** `Mon 9 Nov`; with its time of day where `hasTime`. */
export function readable(ms: number, hasTime: boolean): string {
  const date = new Date(ms);
  const day = `${dayOf(date)} ${months[date.getUTCMonth()]}`;
  return hasTime ? `${day} ${timeOf(date)}` : day;
}

/** All forms in which `readable` and `readableWindow` may write an instant; none for NaN. */
export function readableForms(ms: number): readonly string[] {
  if (Number.isNaN(ms)) return [];
  const date = new Date(ms);
  const day = readable(ms, false);
  return [
    day,
    readable(ms, true),
    dayOf(date),
    `${dayOf(date)} ${timeOf(date)}`,
    `${day} ${date.getUTCFullYear()}`,
  ];
}

/**
 * A half-open window in words: `on Sat 21 Nov`, `from Mon 9 to Sun 15 Nov`, and with times where it
 * does not begin or end at midnight (UTC). The years are told where they differ.
 */
export function readableWindow(fromMs: number, toMs: number): string {
  if (fromMs % dayMs !== 0 || toMs % dayMs !== 0)
    return `from ${readable(fromMs, true)} to ${readable(toMs, true)} UTC`;
  const last = toMs - dayMs;
  if (last <= fromMs) return `on ${readable(fromMs, false)}`;
  const [first, end] = [new Date(fromMs), new Date(last)];
  if (first.getUTCFullYear() !== end.getUTCFullYear())
    return `from ${readable(fromMs, false)} ${first.getUTCFullYear()} to ${readable(last, false)} ${end.getUTCFullYear()}`;
  const isOneMonth = first.getUTCMonth() === end.getUTCMonth();
  const start = isOneMonth ? dayOf(first) : readable(fromMs, false);
  return `from ${start} to ${readable(last, false)}`;
}
