/** One expression for any of several phrases, as whole words, letter case does not count. Pure. */
export const anyOf = (...phrases: readonly string[]): RegExp =>
  new RegExp(`\\b(?:${phrases.join('|')})(?![\\p{L}\\d])`, 'iu');

export const weekday = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)';
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
/** A day that something stands at: "Saturday", "the 14th", "14 November", "last week". */
export const dayWords = `(?:${weekday}(?:['’]s)?|yesterday(?:['’]s)?|last \\w+(?:['’]s)?|(?:the )?\\d{1,2}(?:st|nd|rd|th)|(?:the )?\\d{1,2}(?:st|nd|rd|th)? (?:of )?${month}|${month} \\d{1,2})`;
export const not = "(?:not|never|no longer|hardly|barely|\\w+n[’']t|cannot)";
export const lasting = '(?:\\w+|half an|an?) (?:minutes?|mins?|seconds?|secs?|hours?)';
