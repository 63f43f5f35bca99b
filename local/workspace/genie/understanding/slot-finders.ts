import { countPattern, readCount } from '../../../../language/numbers.ts';
import type { QuestionParameter } from '../../../../sql/catalogue.ts';
import type { KnownNames } from '../../dataset.ts';
import type { Mention, NameKind } from './mentions.ts';

/** A text from which slots are filled: without its time range, with its mentions of known names. */
export type SlotText = {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly names: KnownNames;
};

type SlotFinder = (slotText: SlotText) => string | null;

/** One name is a filter; of several no filter keeps more than one, so that all rows are shown. */
const onlyOne = (names: readonly string[]): string | null =>
  new Set(names).size === 1 ? (names[0] ?? null) : null;

const mentionOf =
  (kind: NameKind): SlotFinder =>
  ({ mentions }) =>
    onlyOne(mentions.filter((mention) => mention.kind === kind).map(({ name }) => name));

/** A quoted name; quoted text is a name only after a word such as `job` or `for`. */
const inQuotes = (text: string): string | null =>
  text.match(
    /\b(?:jobs?|workflows?|runs?|of|for|by|is|named|called|in)\s+[`“"']([^`”"']{3,})[`”"']/i,
  )?.[1] ?? null;

const workspace: SlotFinder = (slotText) =>
  mentionOf('workspace')(slotText) ??
  slotText.text.match(/\bworkspace\s+(\d{6,20}|[a-z\d]+(?:-[a-z\d]+)+)(?![\w-])/i)?.[1] ??
  null;

/** The table whose last name part occurs in the text; null when the part is short or not unique. */
export function findTableByLastPart({
  text,
  names,
}: SlotText): { name: string; lastPart: string } | null {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []);
  const ends = names.tables.map((name) => ({ name, lastPart: name.split('.').at(-1) ?? name }));
  const found = ends.filter(
    ({ lastPart }) => lastPart.length > 4 && words.has(lastPart.toLowerCase()),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

const table: SlotFinder = (slotText) =>
  mentionOf('table')(slotText) ??
  findTableByLastPart(slotText)?.name ??
  slotText.text.match(/(?<![\w@.+-])[a-z_]\w*\.[a-z_][\w.]*\w\b(?!@)/i)?.[0] ??
  null;

/** Known job names, else a quoted name, the number after `job` or a word with an underscore. */
const job: SlotFinder = (slotText) => {
  const { text, mentions } = slotText;
  if (mentions.some(({ kind }) => kind === 'job')) return mentionOf('job')(slotText);
  const written =
    inQuotes(text) ?? text.match(/\bjob\s+(?:id\s+|number\s+|no\.?\s+|#)?(\d{3,})\b/i)?.[1];
  if (written !== undefined && written !== null) return written;
  if (findTableByLastPart(slotText) !== null) return null;
  // CLUSTER_ERROR is a code.
  const formed =
    /(?<![\w.])(?![A-Z\d_]+(?!\w))(?!(?:run_as|created_by|executed_by|user_name|(?:job|run|warehouse|workspace|cluster|pipeline|user|account)_(?:id|name))\b)[\p{L}\d]+(?:_[\p{L}\d]+)+(?![\w.])/u.exec(
      text,
    )?.[0];
  // What is known as the name of a pipeline is none of a job.
  return mentions.some(({ name }) => name === formed) ? null : (formed ?? null);
};

const warehouse: SlotFinder = (slotText) =>
  mentionOf('warehouse')(slotText) ??
  slotText.text.match(/\b[0-9a-f]{16}\b/i)?.[0] ??
  slotText.text.match(/\bwarehouse\s+[`“"']([^`”"']{3,})[`”"']/i)?.[1] ??
  slotText.text.match(/\bwarehouse\s+([a-z\d]+(?:-[a-z\d]+)+)(?![\w-])/i)?.[1] ??
  null;

/** A known user, else an e-mail address, an application id or the part of a known address before the `@`. */
const user: SlotFinder = (slotText) => {
  const { text, names } = slotText;
  const written =
    text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/)?.[0] ??
    text.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i)?.[0];
  const known = mentionOf('user')(slotText);
  if (known !== null || written !== undefined) return known ?? written ?? null;
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []);
  const short = (name: string) => name.split('@')[0]?.toLowerCase() ?? '';
  return names.users.find((name) => name.includes('@') && words.has(short(name))) ?? null;
};

/** Names and those that stand in one list with them: "finance, payments and web". */
function listedWith(found: readonly string[], names: readonly string[], text: string): string[] {
  const joined = (one: string, other: string) =>
    new RegExp(`\\b${one}(?:,? (?:and|or|vs\\.?|&)|,) (?:of |for )?(?:the )?${other}\\b`).test(
      text,
    );
  const isNear = (name: string) => found.some((one) => joined(one, name) || joined(name, one));
  const all = names.filter((name) => found.includes(name) || isNear(name));
  return all.length === found.length ? all : listedWith(all, names, text);
}

/** A known name next to a word of its kind: "team payments", "the payments team", "for payments". */
function nameNextTo(text: string, names: readonly string[], words: string): string | null {
  const lower = text.toLowerCase();
  const isNextTo = (name: string) =>
    new RegExp(
      `\\b(?:${words})s? (?:called |named |is |= ?)?["'“\`]?${name}\\b|\\b${name}["'”\`]?(?:['’]s)? (?:${words})\\b`,
    ).test(lower);
  const isPossessive = (name: string) => new RegExp(`\\b${name}(?:['’]s|(?<=s)['’]) `).test(lower);
  const isAfterPreposition = (name: string) =>
    new RegExp(
      `\\b(?:for|of|by|belonging to|owned by|only|from) (?:the )?${name}\\b(?!['’._-])`,
    ).test(lower);
  // "what has finance been paying", "the finance bill", "finance: spend by day".
  const isPayer = (name: string) =>
    new RegExp(
      `\\b(?:did|does|do|has|have|is|are|was|were|much) ${name} (?:been |be |)(?:pay|paid|spen|cost|burn|us[ei]|run|consum|blow|go)|\\b${name} (?:bill|spend|spent|spending|costs?|budget|invoice|money|pays?|paid|burns?|owns?)\\b|^\\W*${name} ?[:–—-] `,
    ).test(lower);
  const found = names.filter(
    (name) => isNextTo(name) || isAfterPreposition(name) || isPossessive(name) || isPayer(name),
  );
  return onlyOne(listedWith(found, names, lower));
}

const team: SlotFinder = ({ text, names }) =>
  nameNextTo(text, names.teams, 'team|squad|group|folks|people|department|tag team');

const owner: SlotFinder = (slotText) =>
  user(slotText) ??
  nameNextTo(slotText.text, slotText.names.owners, 'owner|owned by|owns|team|belonging to');

const notATag =
  /^(to|not|forgot|coverage|and|or|in|of|by|per|is|are|the|a|an|any|no|which|with|without|our|its|their|missing|some|that|have|has|carry|who|for|on|at|named|called|key|value|tag|tags|label|labels|team|compliance|hygiene|set|put|price)$/i;

/** The tag key next to the word `tag`: "the tag cost_center", "by project tag". */
const tag: SlotFinder = ({ text }) => {
  const found = [
    ...text.matchAll(
      /(?<!\b(?:to|not|forgot) |n['’]t )\b(?:tag|label|tag key)(?: named| called)?[\s:]+["'`]?([a-z][\w-]*)["'`]?/gi,
    ),
    ...text.matchAll(/["'`]?\b([a-z][\w-]*)["'`]?[ -](?:tag|label)\b/gi),
    ...text.matchAll(/\btagged (?:with|by) (?:an? )?["'`]?([a-z][\w-]*)["'`]?/gi),
  ];
  return (
    found.map((match) => match[1] ?? '').find((word) => word !== '' && !notATag.test(word)) ?? null
  );
};

const rowCountPhrase = new RegExp(
  `\\b(?:top|first|worst|best|bottom|limit(?: to)?|last|latest|max(?:imum)?|only|just)\\s+(${countPattern})\\b(?! ?(?:%|percent|days?|hours?|hrs?|minutes?|mins?|weeks?|months?|times))`,
  'i',
);
const bareNumber = new RegExp(
  `(?<![\\w.:/#-])(?<!\\b(?:between|and|before|after|at|than|to) )(${countPattern.replaceAll('|one|', '|')})(?![\\w%/]| ?%|[.:]\\d)(?! ?(?:hundred|thousand|percent|per cent|pct|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|weeks?|months?|quarters?|years?|times|o['’]?clock|am|pm|gb|tb|mb|gigs?|megs?|sigmas?|x)\\b)`,
  'gi',
);

/** The number of rows: a number that has no other meaning, as in "the ten worst" or "five will do". */
const topN: SlotFinder = ({ text }) => {
  const found = rowCountPhrase.exec(text)?.[1];
  if (found !== undefined) return String(readCount(found));
  const rest = text.replace(/\b(?:job|workspace|error|code|version|runtime|dbr|h|p)\s+\d+/gi, ' ');
  const numbers = [...rest.matchAll(bareNumber)]
    .map((match) => readCount(match[1] ?? ''))
    .filter((count) => count > 1 && count < 300);
  return numbers.length === 0 ? null : String(numbers[0]);
};

/** The finder of each parameter role; time windows and thresholds are read elsewhere. */
export const slotFinders: Readonly<Record<QuestionParameter['role'], SlotFinder>> = {
  'window.from': () => null,
  'window.to': () => null,
  threshold: () => null,
  named: () => null,
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
