import type { Metric } from '../../sql/metrics.ts';

/** Words for the begin of something that happens; "started failing" is about its failures. */
const ofBegin =
  / (?:(?:start(?:s|ed)?|began|begun|begins?)(?! (?:\w+ing|to) )|kick(?:s|ed)? off|launched|triggered|fired) /;

/**
 * Whether what a question asks for is found by when it began: "the run that kicked off on Monday evening",
 * and what it dates to the minute, "the 13:00 run".
 *
 * Pure.
 */
export const asksByBegin = ({ begins }: Metric, said: string, isToTheMinute: boolean): boolean =>
  begins !== undefined && (isToTheMinute || ofBegin.test(said));

/** One of the things that begin and end: "the run that started at 9", "my full refresh". */
export const saysOneOf = (said: string): boolean =>
  / (?:run|update|refresh|execution|it|one) /.test(said) && !/ (?:runs|updates|many) /.test(said);
