const time =
  '(?:day|week|month|quarter|year|weekend|night|hour|period|time|\\d+ (?:day|week|month|hour)s?|(?:two|three|four|five|six|seven|ten|thirty) (?:day|week|month|hour)s?)';
const before = `(?:before that|beforehand|before|earlier|previously|(?:the |its |their |an? |one )?(?:same )?${time} (?:before|earlier|prior|ago|previously)|(?:the )?(?:same (?:\\w+ )?(?:of |in |from )?)?(?:the )?(?:last|previous|prior|preceding) ${time}|(?:the )?(?:one|ones|days) before|yesterday|(?:the )?(?:last|previous|prior) (?:one|mon|tues|wednes|thurs|fri|satur|sun)\\w*)`;

const comparison = new RegExp(
  `\\b(?:vs\\.?|versus|against|compared? (?:to|with)|relative to|than(?! (?:\\d|an?\\b|one\\b|two\\b|three\\b|five\\b|ten\\b)))\\b(?: (?:the|those|that|what|it|we|in|of|for|had|was|were|from|same|number|figure|spend|cost|spent|is|on))* ${before}(?!\\w)|\\b(day|week|month|year)[ -](?:over|on)[ -]\\1\\b|(?<=\\bcompar(?:e|ed|ing|ison)\\b[^.?!;]{0,80})\\bwith\\b[^.?!;]{0,20}?\\b${before}(?!\\w)`,
  'i',
);

/**
 * The words with which a question compares with an earlier time: "vs the day before", "than last week",
 * "week over week"; null when it does not.
 *
 * Pure.
 */
export const comparedBefore = (question: string): string | null =>
  comparison.exec(question)?.[0].trim() ?? null;
