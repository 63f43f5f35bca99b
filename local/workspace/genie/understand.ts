import type { QuestionParameter } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import { finders, type Said, shortTable } from './finders.ts';
import type { Asked } from './match.ts';
import { findMentions, replaceMentions } from './mentions.ts';
import { isRunningMonth, periodIn, withoutTimes } from './reading.ts';

type Role = QuestionParameter['role'];

/** Kinds of object that a text may name; when, how many and how much are no objects. */
const objects: readonly Role[] = [
  'workspace',
  'job',
  'table',
  'warehouse',
  'user',
  'owner',
  'team',
];

function namedIn(said: Said): Set<Role> {
  const named = objects.filter((role) => finders[role](said) !== null);
  // One name may be read as several of these; the others say no more.
  const isOwner = !named.includes('user') && !named.includes('team');
  return new Set(named.filter((role) => role !== 'owner' || isOwner));
}

/**
 * What a question is about apart from when: names of the data are replaced by what they are names
 * of, a workspace by nothing, since nearly every question can be narrowed to one.
 *
 * Pure.
 */
export function understand(text: string, names: KnownNames, nowMs: number): Asked {
  const timeless = withoutTimes(text, nowMs);
  const mentions = findMentions(timeless, names);
  const said = { text: timeless, mentions, names };
  const core = replaceMentions(timeless, mentions, ({ kind }) =>
    kind === 'workspace' ? ' ' : ` ${kind} `,
  );
  const short = mentions.some(({ kind }) => kind === 'table') ? null : shortTable(said);
  const bare = short === null ? core : core.replace(new RegExp(short.said, 'i'), ' table ');
  const named = namedIn(said);
  if (periodIn(text, nowMs) !== null) named.add('window.from');
  return { core: isRunningMonth(text) ? `${bare} month to date` : bare, named };
}
