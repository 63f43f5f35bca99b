import { countPattern, readCount } from '../../../language/numbers.ts';
import type { QuestionParameter } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import type { Mention, NameKind } from './mentions.ts';

/** A text to find values in: without its period, its names found beforehand. */
export type Said = {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly names: KnownNames;
};

type Finder = (said: Said) => string | null;

const mentioned =
  (kind: NameKind): Finder =>
  ({ mentions }) =>
    mentions.find((mention) => mention.kind === kind)?.name ?? null;

/** Quotes stand around all sorts of words; what they hold is a name behind a word that leads to one. */
const inQuotes = (text: string): string | null =>
  text.match(
    /\b(?:jobs?|workflows?|runs?|of|for|by|is|named|called|in)\s+[`“"']([^`”"']{3,})[`”"']/i,
  )?.[1] ?? null;

const workspace: Finder = (said) =>
  mentioned('workspace')(said) ?? said.text.match(/\bworkspace\s+(\d{6,20})\b/i)?.[1] ?? null;

/** A table may be said by its last part, when that is no short word and one table alone has it. */
export function shortTable({ text, names }: Said): { name: string; said: string } | null {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []);
  const ends = names.tables.map((name) => ({ name, said: name.split('.').at(-1) ?? name }));
  const found = ends.filter(({ said }) => said.length > 4 && words.has(said.toLowerCase()));
  return found.length === 1 ? (found[0] ?? null) : null;
}

const table: Finder = (said) =>
  mentioned('table')(said) ??
  shortTable(said)?.name ??
  said.text.match(/(?<![\w@.+-])[a-z_]\w*\.[a-z_][\w.]*\w\b(?!@)/i)?.[0] ??
  null;

/** A name in quotes or backticks, else a known one, the number after `job`, a word with an underscore. */
const job: Finder = (said) =>
  mentioned('job')(said) ??
  inQuotes(said.text) ??
  said.text.match(/\bjob\s+(?:id\s+|number\s+|no\.?\s+|#)?(\d{3,})\b/i)?.[1] ??
  (shortTable(said) === null
    ? (said.text.match(/(?<![\w.])[\p{L}\d]+(?:_[\p{L}\d]+)+(?![\w.])/u)?.[0] ?? null)
    : null);

const warehouse: Finder = (said) =>
  mentioned('warehouse')(said) ??
  said.text.match(/\b[0-9a-f]{16}\b/i)?.[0] ??
  said.text.match(/\bwarehouse\s+[`“"']([^`”"']{3,})[`”"']/i)?.[1] ??
  null;

/** An e-mail address, an application id, a known identity, or the part of one before the `@`. */
const user: Finder = (said) => {
  const { text, names } = said;
  const written =
    text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/)?.[0] ??
    text.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i)?.[0];
  const known = mentioned('user')(said);
  if (known !== null || written !== undefined) return known ?? written ?? null;
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []);
  const short = (name: string) => name.split('@')[0]?.toLowerCase() ?? '';
  return names.users.find((name) => name.includes('@') && words.has(short(name))) ?? null;
};

/** A name beside the word that says what it is: "team payments", "the payments team", "for payments". */
function beside(text: string, names: readonly string[], words: string): string | null {
  const lower = text.toLowerCase();
  const near = (name: string) =>
    new RegExp(
      `\\b(?:${words})s? (?:called |named |is |= ?)?["'“\`]?${name}\\b|\\b${name}["'”\`]?(?:['’]s)? (?:${words})\\b`,
    ).test(lower);
  const of = (name: string) =>
    new RegExp(
      `\\b(?:for|of|by|belonging to|owned by|only|from) (?:the )?${name}\\b(?!['’._-])`,
    ).test(lower);
  return names.find(near) ?? names.find(of) ?? null;
}

const team: Finder = ({ text, names }) =>
  beside(text, names.teams, 'team|squad|group|folks|knownPrincipals|department|tag team');

const owner: Finder = (said) =>
  user(said) ?? beside(said.text, said.names.owners, 'owner|owned by|team|belonging to');

const noTag =
  /^(coverage|and|or|in|of|by|per|is|are|the|a|an|any|no|which|with|without|our|its|their|missing|some|that|have|has|carry|who|for|on|at|named|called|key|value|tag|tags|label|labels|team|compliance|hygiene|set|put)$/i;

/** The word beside `tag` when it names one: "the tag cost_center", "by project tag". */
const tag: Finder = ({ text }) => {
  const found = [
    ...text.matchAll(/\b(?:tag|label|tag key)(?: named| called)?[\s:]+["'`]?([a-z][\w-]*)["'`]?/gi),
    ...text.matchAll(/["'`]?\b([a-z][\w-]*)["'`]?[ -](?:tag|label)\b/gi),
    ...text.matchAll(/\btagged (?:with|by) (?:an? )?["'`]?([a-z][\w-]*)["'`]?/gi),
  ];
  return (
    found.map((match) => match[1] ?? '').find((word) => word !== '' && !noTag.test(word)) ?? null
  );
};

const counted = new RegExp(
  `\\b(?:top|first|worst|best|bottom|limit(?: to)?|last|latest|max(?:imum)?|only|just)\\s+(${countPattern})\\b(?! ?(?:%|percent|days?|hours?|minutes?|weeks?|months?|times))`,
  'i',
);
const lone = new RegExp(
  `(?<![\\w.:/#-])(?<!\\b(?:between|and|before|after|at|than|to) )(${countPattern.replaceAll('|one|', '|')})(?![\\w%/]|[.:]\\d)(?! ?(?:%|percent|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|weeks?|months?|quarters?|years?|times|o['’]?clock|am|pm|gb|tb|mb|x)\\b)`,
  'gi',
);

/** A count that stands for nothing else is how many rows are wanted: "the ten worst", "five will do". */
const topN: Finder = ({ text }) => {
  const found = counted.exec(text)?.[1];
  if (found !== undefined) return String(readCount(found));
  const rest = text.replace(/\b(?:job|workspace|error|code|version|runtime|dbr|h|p)\s+\d+/gi, ' ');
  const numbers = [...rest.matchAll(lone)]
    .map((match) => readCount(match[1] ?? ''))
    .filter((count) => count > 1 && count < 300);
  return numbers.length === 0 ? null : String(numbers[0]);
};

/** Where each role finds its value; windows and thresholds have readers of their own. */
export const finders: Readonly<Record<QuestionParameter['role'], Finder>> = {
  'window.from': () => null,
  'window.to': () => null,
  threshold: () => null,
  workspace,
  top_n: topN,
  table,
  job,
  warehouse,
  user,
  owner,
  team,
  tag,
};
