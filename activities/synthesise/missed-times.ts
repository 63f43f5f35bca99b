import { isTimeType } from '../../domain/cells.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { twoTimesOf } from '../../domain/two-times.ts';
import { instantOf } from '../../domain/readable-dates.ts';
import { comparedBefore } from '../../language/comparisons.ts';
import { placeOf, readTimes } from '../../language/time/read-times.ts';

/** Hours and days of the week that a question is limited to. */
const hours =
  /\b(?:only |just |but )*(?:during|in|within|outside(?: of)?|after|before) (?:the )?(?:office|working|business|core) (?:hours|time)\b|\b(?:only |just )+(?:at night|(?:on|at) (?:the )?(?:weekends?|weekdays?|working days)|in the (?:mornings?|afternoons?|evenings?))\b/i;
const tellsHours =
  /\bhour\s*\(|hour from|hour_of|hour_utc|dayofweek|weekday|part_of_week|off_hours|night/i;

/** The words by which a question is limited to hours; null when it is not. */
export const hoursIn = (question: string): string | null => hours.exec(question)?.[0] ?? null;

/** Columns for a time before the table's own. */
const tellsBefore = /^(?:previous|prior|before)_|change|growth|delta|difference/i;

/** Whether a table compares with an earlier time: by its columns, or as a series of two times. */
function comparesBefore({ columns, rows, sql }: Evidence): boolean {
  const isSeries = columns.some(({ is, type }) => is !== 'label' && isTimeType(type));
  return (
    columns.some(({ name }) => tellsBefore.test(name)) ||
    (isSeries && rows.length === 2) ||
    /\blag\s*\(/i.test(sql)
  );
}

/** Whether a domain has the same table of two times. */
const isOfTwoTimes = (evidence: readonly Evidence[]): boolean =>
  evidence.some(({ domain }) => twoTimesOf(evidence.filter((one) => one.domain === domain)));

/** Times that a table about now, or about the current month, has without a window. */
const isCurrent = /today|now|current|moment|so far|to date|this (?:week|month|quarter|year)/i;

/** Times whose length depends on when now is. */
const isOpen = /^(?:since|from|until|till|after|before|by)\b/i;

/** Length of a certified table's window, milliseconds; 0 when it has none, null when that is not known. */
function windowMs({ parameters, certified }: Evidence): number | null {
  const instants = parameters.flatMap(({ value }) => instantOf(value) ?? []);
  if (instants.length < 2) return certified === null ? null : 0;
  return Math.max(...instants) - Math.min(...instants);
}

/** Whether a table is about a time of such a length. */
function isAbout(table: Evidence, lengthMs: number): boolean {
  const ms = windowMs(table);
  return ms === null || (ms * 2 >= lengthMs && ms < lengthMs * 2);
}

/** The times of a question that no table is about, by their length: when now is does not matter. */
function missedPeriods(question: string, evidence: readonly Evidence[]): readonly string[] {
  const beside = `${comparedBefore(question) ?? ''} ${hoursIn(question) ?? ''}`.toLowerCase();
  const { periods } = readTimes(question, 0, 'UTC');
  return periods
    .filter(({ label }) => !beside.includes(label.toLowerCase()))
    .filter(({ label }) => !isCurrent.test(label) && !isOpen.test(label))
    .filter(({ fromMs, toMs }) => !evidence.some((table) => isAbout(table, toMs - fromMs)))
    .map(({ label }) => {
      const place = placeOf(label, question);
      return place === null ? label : question.slice(place.from, place.to);
    });
}

/** Limits of time that a question has and no table took up, in its words; `compared` is a time before. */
export function missedTimes(
  question: string,
  evidence: readonly Evidence[],
): { readonly limits: readonly string[]; readonly compared: string | null } {
  const compared = comparedBefore(question);
  const limit = hoursIn(question);
  const isLimited = evidence.every((table) =>
    [table.sql, ...table.columns.map(({ name }) => name)].some((text) => tellsHours.test(text)),
  );
  return {
    limits: [...missedPeriods(question, evidence), ...(limit === null || isLimited ? [] : [limit])],
    compared: evidence.some(comparesBefore) || isOfTwoTimes(evidence) ? null : compared,
  };
}
