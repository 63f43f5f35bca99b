import { listed } from '../domain/text.ts';
import { capital } from '../answers/cited.ts';
import type { Evidence } from '../domain/evidence.ts';
import { nothingNamed } from '../domain/explained-text.ts';
import type { KeepTable } from '../domain/explanation.ts';
import { levelsOf } from './levels.ts';
import type { Say } from './say.ts';
import type { Asked } from './symptom/asked.ts';
import type { Symptomatic } from './symptom/find-symptom.ts';
import type { Measure } from './symptom/measure.ts';
import { plural } from './tell.ts';

/** A measure with its series and what was found in it. */
export type Found = {
  readonly measure: Measure;
  readonly table: Evidence;
  readonly result: Symptomatic;
};

/** Measures that are told to be as usual where any may be meant. */
const mostUsual = 4;

/** What has the measure, as a sentence says it. */
const pluralOf = ({ objects: { kind } }: Measure): string =>
  'is' in kind ? plural(kind.is) : 'objects with usage';

/**
 * The sentences for a question about something that did not happen, or whose object or time the rows do not
 * have.
 *
 * Effect: keeps the table with the usual level.
 */
export async function tellUsual(
  asked: Asked,
  found: readonly Found[],
  keep: KeepTable,
  say: Say,
): Promise<readonly string[]> {
  if (asked.unread !== null) return [`The time in the question cannot be read: ${asked.unread}.`];
  if (found.length > 0 && found.every(({ result }) => result.kind === 'empty'))
    return [
      'The system tables have no rows of the time that the question asks about: name a later one.',
    ];
  const usual = found.filter(({ result }) => result.kind === 'usual');
  if (usual.length === 0) return [unknown(asked, found)];
  const lines: string[] = [];
  for (const one of asked.isOpen ? usual.slice(0, mostUsual) : usual.slice(0, 1))
    lines.push(await levelLine(one, keep, say));
  return lines;
}

function unknown({ names }: Asked, found: readonly Found[]): string {
  const [name] = names;
  if (name === undefined || found.length === 0) return nothingNamed;
  const kinds = [...new Set(found.map(({ measure }) => pluralOf(measure)))];
  return `Nothing called \`${name}\` was found among the ${listed(kinds)}: check the name.`;
}

/** What the measure was on the days asked about, and what is usual. */
async function levelLine(
  { measure, table, result }: Found,
  keep: KeepTable,
  say: Say,
): Promise<string> {
  if (result.kind !== 'usual') return '';
  const { days, object, sign } = result;
  const level = { ...result.level, fromDay: days.fromDay, toDay: days.toDay - 1 };
  const levels = levelsOf(measure, [], level, table);
  const [row = []] = levels.rows;
  const own = object === null ? row : [object.kind, object.name, ...row.slice(2)];
  const at = { table: await keep({ ...levels, rows: [own] }), at: 0 };
  const what = object === null ? measure.noun : `${measure.noun} of ${say.cell(at, 'object_name')}`;
  const when =
    level.fromDay === level.toDay || measure.days === 'last'
      ? `on ${say.cell(at, 'to_day')}`
      : `from ${say.cell(at, 'from_day')} to ${say.cell(at, 'to_day')}`;
  const way = sign === 0 ? 'was as usual' : sign > 0 ? 'rose' : 'fell';
  return `${capital(what)} ${way} ${when}: ${say.cell(at, 'observed')}, usually ${say.cell(at, 'usual')}.`;
}
