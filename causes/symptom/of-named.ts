import { measureOf } from './measures/index.ts';
import type { Measure } from './measure.ts';
import { couldBe } from './named.ts';
import { canName } from './said-in.ts';

const isTable = (name: string): boolean => couldBe(measureOf('stale'), name);
const isAddress = (name: string): boolean => couldBe(measureOf('logins'), name);
/** A name of somebody, or of where they come from, by its form. */
const isOfSomebody = (name: string): boolean => name.includes('@') || isAddress(name);
/** The name of a job or the like, by its form: a workspace has none with an underscore. */
const isOfThing = (name: string): boolean => !isOfSomebody(name) && /[_.]/.test(name);

/** "What did she set on assistant?": it is about that thing, and who did it is known. */
const onThing =
  /\b(?:set|chang\w+|edit\w*|touch\w*|modif\w+|alter\w*|deploy\w*|kick\w* off|start\w*|trigger\w*|adjust\w*|switch\w*|paus\w+|delet\w+|do|did|done|tweak\w*) (?:\w+ ){0,3}?(?:on|to|with|at) (?!\w*day\b|\d|the (?:\d|night|evening|morning)|last |this |night|yester|that )/i;

/** "Somebody went through the table": what people did with it comes first. */
const person =
  /\b(?:somebody|someone|anybody|anyone|who|users?|persons?|people|stranger|outsider)\b/i;

/** What a named person may have done. */
const deeds = ['admin rights', 'logins', 'tokens', 'reads'];

/** "Ann complains that queries are slow": who tells it is not what it is about. */
const telling =
  /\b(?:complain|says?|said|report|told|tells?|asks?|asked|notic|wonder|mention|claim)/i;

/** What somebody who alone is named sent to warehouses is what they read. */
function ofSender(found: readonly Measure[]): readonly Measure[] {
  const sent = found.map((one) =>
    'is' in one.objects.kind && one.objects.kind.is === 'warehouse' ? measureOf('reads') : one,
  );
  return [...new Set(sent)];
}

/**
 * The measures that can be of what is named by its form: five scans of a table are no scans by somebody. Of
 * spend the answer says that it has no such object.
 *
 * Pure.
 */
export function ofNamed(
  found: readonly Measure[],
  names: readonly string[],
  text: string,
): readonly Measure[] {
  const isOnlyUsers = names.length > 0 && names.every((name) => name.includes('@'));
  if (isOnlyUsers && !telling.test(text)) return ofSender(found);
  if (!names.some((name) => isTable(name) || isAddress(name))) return found;
  const isOf = (measure: Measure): boolean =>
    measure.unit === 'USD' || measure.isOnTables === true || canName(measure, names);
  return found.flatMap((one) =>
    isOf(one) ? [one] : (one.related ?? []).map(measureOf).filter(isOf),
  );
}

/** Whether words that name no measure ask for whatever somebody did who alone is named. Pure. */
export const asksDeeds = (text: string, names: readonly string[]): boolean =>
  names.some(isOfSomebody) && !names.some(isOfThing) && !onThing.test(text);

/**
 * What may have happened to what is named, where no words say what: to a table nothing that happens to jobs, and
 * of somebody what they did.
 *
 * Pure.
 *
 * @param any What may have happened to anything.
 */
export function anyOfNamed(
  any: readonly Measure[],
  names: readonly string[],
  text: string,
): readonly Measure[] {
  if (asksDeeds(text, names))
    return [...new Set([...any, ...deeds.map(measureOf)])].filter((one) => canName(one, names));
  if (names.some(isTable)) {
    const own = ofNamed(any, names, text).filter(({ unit }) => unit !== 'USD');
    return [...new Set([...(person.test(text) ? [measureOf('table reads')] : []), ...own])];
  }
  // What somebody changed on a thing may have moved its spend to nobody.
  return onThing.test(text) ? [...new Set([...any, measureOf('untagged spend')])] : any;
}
