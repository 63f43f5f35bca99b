import type { QuestionParameter } from '../../../../sql/catalogue.ts';
import type { KnownNames } from '../../dataset.ts';
import { slotFinders, type SlotText, findTableByLastPart } from './slot-finders.ts';
import type { MatchInput } from './match.ts';
import { replaceMentions } from './mentions.ts';
import { recurringTimes } from './recurring.ts';
import { isMonthToDate, parseText } from './slot-filling.ts';

type Role = QuestionParameter['role'];

/** Roles of objects that a text may name; time windows, counts and thresholds are no objects. */
const objectRoles: readonly Role[] = [
  'workspace',
  'job',
  'table',
  'warehouse',
  'user',
  'owner',
  'team',
];

function namedIn(slotText: SlotText): Set<Role> {
  const named = objectRoles.filter((role) => slotFinders[role](slotText) !== null);
  // A user or team is also found as an owner; that adds no information.
  const isOwner = !named.includes('user') && !named.includes('team');
  return new Set(named.filter((role) => role !== 'owner' || isOwner));
}

/**
 * The input of the matcher: the text without times, and with known names replaced by their kind. Names
 * of workspaces are removed, because nearly every question can be filtered by workspace.
 */
export function toMatchInput(text: string, names: KnownNames, nowMs: number): MatchInput {
  const { period, slotText } = parseText(text, names, nowMs);
  const { mentions } = slotText;
  const core = replaceMentions(slotText.text, mentions, ({ kind }) =>
    kind === 'workspace' ? ' ' : ` ${kind} `,
  );
  const shortTable = mentions.some(({ kind }) => kind === 'table')
    ? null
    : findTableByLastPart(slotText);
  const withTable =
    shortTable === null ? core : core.replace(new RegExp(shortTable.lastPart, 'i'), ' table ');
  const named = namedIn(slotText);
  if (period !== null) named.add('window.from');
  const monthToDate = isMonthToDate(text) ? 'month to date' : '';
  return { core: `${withTable} ${monthToDate} ${recurringTimes(text)}`.trim(), named };
}
