import { asPattern } from '../../../../language/text.ts';
import { ownWord } from '../../../../language/own-words.ts';
import { commonBeforeHyphen } from '../../../../language/conditions.ts';
import { type NamedKind, type NameSpan, skuPattern } from '../../../../wordings/metrics/tokens.ts';
import type { QuestionParameter } from '../../../../sql/catalogue.ts';
import type { KnownNames } from '../../dataset.ts';
import type { NameKind } from './mentions.ts';
import { findTableByLastPart, slotFinders, type SlotText } from './slot-finders.ts';

/** Kinds that the name of another kind may stand for, because users and teams can be owners. */
const kindsOf: Readonly<Record<NameKind, readonly NamedKind[]>> = {
  workspace: ['workspace'],
  table: ['table'],
  job: ['job'],
  warehouse: ['warehouse'],
  user: ['user', 'owner'],
  cluster: ['cluster'],
  pipeline: ['pipeline'],
  endpoint: ['endpoint'],
  application: ['application'],
};

const address = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\w)/g;
const sku = new RegExp(`(?<![\\w.])${skuPattern}(?![\\w.])`, 'g');
/** "Status 500". */
const statusCode = /(?<=\b(?:status|code|http) )[1-5]\d\d\b/gi;
/** "In the catalog eu": what only the word before it makes a name. */
const besideKind =
  /(?<=\b(?:the|in|of) catalog )(?!(?:of|in|with|is|has|are|by|and|or|last|this)\b)[a-z_]\w*|(?<=\b(?:the|in|of) )(?!(?:which|what|each|every|any|the|one|our|unity|same)\b)[a-z_]\w*(?= catalog\b)/gi;
/** "The app shift-planner". */
const besideApp =
  /(?<=\b(?:databricks )?app )(?!(?:of|in|with|is|has|are|by|and|or|last|this|usage|costs?)\b)[a-z][\w-]*|(?<![\w-])[a-z]\w*(?:-\w+)+(?= app\b)/gi;
/** "The ssn column of …", "column ssn of …": what only the word beside it makes the name of a column. */
const besideColumn =
  /(?<=\bthe )(?!(?:which|what|any|every|each|same|first|last|new|other)\b)[a-z_]\w*(?= (?:column|field)\b)|(?<=\b(?:column|field) )(?!(?:of|in|on|is|are|has|have|that|with|which|names?|types?|masks?|tags?)\b)[a-z_]\w*(?= (?:of|in|on)\b)/gi;
/** A name by its form only: with a hyphen, in quotes. */
const formed = new RegExp(
  `[\`“"]([^\`”"\\n]{2,80})[\`”"]|(?<![\\w@.-])(?!${commonBeforeHyphen})([a-z\\d]+(?:-[a-z\\d]+)+)(?![\\w@.-])`,
  'gi',
);

const spanOf = (
  text: string,
  written: string,
  name: string,
  kinds: readonly NamedKind[],
): NameSpan[] => {
  const from = text.toLowerCase().indexOf(written.toLowerCase());
  return from < 0 ? [] : [{ from, to: from + written.length, name, kinds }];
};

const roles: readonly QuestionParameter['role'][] = [
  'job',
  'table',
  'warehouse',
  'user',
  'team',
  'owner',
];

/** Teams and owners are ordinary words: only those that there are count. */
const isKnown = (
  role: QuestionParameter['role'],
  name: string,
  { teams, owners }: KnownNames,
): boolean => (role !== 'team' && role !== 'owner') || [...teams, ...owners].includes(name);

/** Names that a slot finds in a text without a mention: "team web", "orders", "farid". */
function foundBySlots(slotText: SlotText): NameSpan[] {
  const { text, names } = slotText;
  return roles.flatMap((role) => {
    const name = slotFinders[role](slotText);
    if (name === null || !isKnown(role, name, names)) return [];
    const written =
      role === 'table'
        ? (findTableByLastPart(slotText)?.lastPart ?? name)
        : role === 'user' && !text.toLowerCase().includes(name.toLowerCase())
          ? (name.split('@')[0] ?? name)
          : name;
    return spanOf(
      text,
      written,
      name,
      role === 'team' || role === 'owner' ? teamKinds : [role, 'name'],
    );
  });
}

/** Where a pattern stands in a text, as a name or as the words themselves. */
const spansOf = (
  text: string,
  pattern: RegExp,
  kinds: readonly NamedKind[],
  name?: string,
): NameSpan[] =>
  [...text.matchAll(pattern)].map(({ 0: words, index }) => ({
    from: index,
    to: index + words.length,
    name: name ?? words,
    kinds,
  }));

const teamKinds: readonly NamedKind[] = ['team', 'owner'];

/** Teams beside the word: "team marketing or team sales". */
const teamsIn = ({ text, names }: SlotText): NameSpan[] =>
  names.teams.flatMap((name) =>
    spansOf(
      text,
      new RegExp(`\\b(?:team|squad) ${asPattern(name)}(?![\\w-])`, 'gi'),
      teamKinds,
      name,
    ),
  );

/** Words before the one whose privileges are asked for, or before any group. */
const mayDo =
  '\\b(?:(?:can|could|may|do|does|have|has|is|are|(?:privileges|grants|rights) (?:of|for)|(?:readable|writable|accessible) (?:by|for|to)) (?:the )?(?:group )?|(?:(?:joined|join)|(?:added|put|removed|members?|additions?|removals?) (?:(?:somebody|someone|people|members|users) )?(?:to|into|in|from|of)) (?:the )?(?:group )?|(?:permission|privilege|access) (?:changes?|removals?|updates?) (?:of|to|for|from) (?:the )?(?:group )?|(?:the|user) group )["\'“`]?';

/** Groups beside a word of what they may do: "can analysts read", "privileges of the group finance". */
const groupsIn = ({ text, names }: SlotText): NameSpan[] => [
  ...names.groups.flatMap((name) => {
    const kinds: readonly NamedKind[] = names.teams.includes(name)
      ? [...teamKinds, 'group']
      : ['group'];
    return spansOf(
      text,
      new RegExp(`(?<=${mayDo})${asPattern(name)}(?![\\w-])`, 'gi'),
      kinds,
      name,
    );
  }),
  ...spansOf(
    text,
    new RegExp(
      `(?<=${mayDo})(?!(?:the|a|an|this|that|our|any|each|every|which|what|one)\\b)[\\p{L}\\d][\\w-]*(?= group\\b)`,
      'giu',
    ),
    ['group'],
  ),
];

/** Teams of a question that sets things against each other: "does finance spend more than marketing?". */
function comparedTeams({ text, names }: SlotText): NameSpan[] {
  if (!/\b(?:than|vs\.?|versus|or|side by side|compared (?:to|with))\b/i.test(text)) return [];
  const found = names.teams.flatMap((name) =>
    spansOf(text, new RegExp(`(?<![\\w.@-])${asPattern(name)}(?![\\w.@-])`, 'gi'), teamKinds, name),
  );
  return found.length > 1 ? found : [];
}

/** Two teams set against each other need no word beside them: "marketing vs sales". */
function teamPairs({ text, names }: SlotText): NameSpan[] {
  const one = `(${names.teams.map(asPattern).join('|')})`;
  const pair = new RegExp(
    `\\b${one}(?: (?:vs\\.?|versus|and|or|against|than) |, ?)${one}\\b`,
    'gid',
  );
  if (names.teams.length < 2) return [];
  return [...text.matchAll(pair)].flatMap(({ indices }) =>
    (indices ?? []).slice(1).map(([from, to] = [0, 0]): NameSpan => {
      const written = text.slice(from, to);
      const name = names.teams.find((team) => team.toLowerCase() === written.toLowerCase());
      return { from, to, name: name ?? written, kinds: teamKinds };
    }),
  );
}

/** Two people by their first names: "dina and emeka". */
function userPairs({ text, names }: SlotText): NameSpan[] {
  const users = new Map(
    names.users.flatMap((user): [string, string][] => {
      const [local = '', domain] = user.split('@');
      return domain === undefined || local.length < 2 ? [] : [[local.toLowerCase(), user]];
    }),
  );
  const one = `(${[...users.keys()].map(asPattern).join('|')})`;
  const pair = new RegExp(
    `(?<![\\w.@-])${one}(?: (?:vs\\.?|versus|and|or|against|than) |, ?)${one}(?![\\w@.-])`,
    'gid',
  );
  if (users.size < 2) return [];
  return [...text.matchAll(pair)].flatMap(({ indices }) =>
    (indices ?? []).slice(1).map(([from, to] = [0, 0]): NameSpan => {
      const written = text.slice(from, to);
      return { from, to, name: users.get(written.toLowerCase()) ?? written, kinds: ['user'] };
    }),
  );
}

/** Where a text names something: known names, names that a slot finds, addresses, and names by their form. */
export function nameSpans(slotText: SlotText): NameSpan[] {
  const { text, mentions } = slotText;
  const known = mentions.map(({ kind, name, from, to }) => ({
    from,
    to,
    name,
    kinds: kindsOf[kind],
  }));
  const byForm = [...text.matchAll(formed)].map(({ 0: written, 1: quoted, index }) => ({
    from: index,
    to: index + written.length,
    name: quoted ?? written,
    kinds: ['name'] as const,
  }));
  // The first of those at one place counts.
  return [
    ...spansOf(text, sku, ['sku', 'error']),
    ...known,
    ...groupsIn(slotText),
    ...teamsIn(slotText),
    ...teamPairs(slotText),
    ...comparedTeams(slotText),
    ...userPairs(slotText),
    ...slotText.names.apps.flatMap((name) =>
      spansOf(text, new RegExp(`(?<![\\w.@-])${asPattern(name)}(?![\\w@-])`, 'gi'), ['app'], name),
    ),
    ...foundBySlots(slotText),
    ...spansOf(text, address, ['address']),
    ...spansOf(text, ownWord, ['action']),
    ...spansOf(text, statusCode, ['status_code']),
    ...spansOf(text, besideApp, ['app']),
    ...spansOf(text, besideKind, ['name']),
    ...spansOf(text, besideColumn, ['column_name']),
    ...byForm,
  ].filter(
    (span, at, all) => !all.slice(0, at).some((one) => one.from < span.to && span.from < one.to),
  );
}
