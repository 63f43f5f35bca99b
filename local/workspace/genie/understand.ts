import type { QuestionParameter } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import { finders, type Said, shortTable } from './finders.ts';
import type { Asked } from './match.ts';
import { replaceMentions } from './mentions.ts';
import { isRunningMonth, takeApart } from './reading.ts';

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
 */
export function understand(text: string, names: KnownNames, nowMs: number): Asked {
  const { period, said } = takeApart(text, names, nowMs);
  const { mentions } = said;
  const core = replaceMentions(said.text, mentions, ({ kind }) =>
    kind === 'workspace' ? ' ' : ` ${kind} `,
  );
  const short = mentions.some(({ kind }) => kind === 'table') ? null : shortTable(said);
  const bare = short === null ? core : core.replace(new RegExp(short.said, 'i'), ' table ');
  const named = namedIn(said);
  if (period !== null) named.add('window.from');
  return { core: isRunningMonth(text) ? `${bare} month to date` : bare, named };
}
